(function($,define){"use strict";
const signature=$.signature,arity=$.arity,setAttribute=$.setAttribute,methodFunction=$.methodFunction,getAttribute=$.getAttribute,power=$.power,add=$.add,Float=$.Float,makeClass=$.makeClass;
const k1={name:"Point",qualname:"Point",module:"__main__",doc:null};
const k2=signature("__init__","Point.__init__","__main__",["self","x","y"],0,2,null,[],[],null,null,"function");
const k3=signature("length","Point.length","__main__",["self"],0,1,null,[],[],null,null,"function",true);
const k4=new Float(0.5);
	define({__proto__:null});
	var Point$;
Point$=makeClass(k1,[],null,function Point$fb(ns){
	var __init__$1,length$2;
__init__$1=ns.set("__init__",methodFunction(function __init__$f(x$,y$){
	let self$=this;
	if(arguments.length>2||x$===undefined)arity(k2,[x$,y$],arguments.length,1);
	if(y$===undefined)y$=0;
	var t1,t2;
	t1=x$;
	self$.writable===true?self$.$x=t1:setAttribute(self$,"x",t1);
	t2=y$;
	self$.writable===true?self$.$y=t2:setAttribute(self$,"y",t2);
	return null;
},k2));
length$2=ns.set("length",methodFunction(function length$f(){
	let self$=this;
	if(arguments.length!==0)arity(k3,[],arguments.length,1);
	var t1,t2,t3,t4,t5,t6,t7,t8;
	return (t8=(t3=(t2=((t1=self$.$x)!==undefined&&typeof t1!=='function'?t1:getAttribute(self$,"x")),power(t2,2)),t6=(t5=((t4=self$.$y)!==undefined&&typeof t4!=='function'?t4:getAttribute(self$,"y")),power(t5,2)),typeof t3==='number'&&typeof t6==='number'&&((t7=t3+t6)|0)===t7?t7:t3?.isFloat===true&&t6?.isFloat===true?new Float((t3.value+t6.value)):add(t3,t6)),power(t8,k4));
},k3));
},{instance:function Point$fi(){},construct:(I)=>function Point$f(p0,p1){if(arguments.length>2)arity(k2,[p0,p1],arguments.length,1);const o=new I();o.$__init__(p0,p1);return o;}});
})
