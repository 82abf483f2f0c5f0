(function($,define){"use strict";
const signature=$.signature,arity=$.arity,iterate=$.iterate,multiply=$.multiply,Float=$.Float,addInPlace=$.addInPlace,divideFloats=$.divideFloats,divide=$.divide,func=$.func;
const len$b=$.builtins.$len;
const k1=signature("average","average","__main__",["xs","start"],0,1,null,[],[],null,null,"function",true);
	define({__proto__:null});
	var average$;
average$=func(function average$f(xs$,start$){
	if(arguments.length>2||xs$===undefined)arity(k1,[xs$,start$],arguments.length,0);
	if(start$===undefined)start$=0;
	var total$,x$,t1,t2,t3,t4,t5,t6,t7,t8;
	total$=start$;
	t1=xs$;
	t3=t1?.isList===true?null:iterate(t1);t4=0;
	while((t2=t3!==null?t3.next():t4<t1.length?t1[t4++]:undefined)!==undefined){
		x$=t2;
		total$=(t6=(typeof x$==='number'&&((t5=x$*2)|0)===t5?t5|0:x$?.isFloat===true?new Float((x$.value*2)):multiply(x$,2)),typeof total$==='number'&&typeof t6==='number'&&((t7=total$+t6)|0)===t7?t7:total$?.isFloat===true&&t6?.isFloat===true?new Float(total$.value+t6.value):typeof total$==='string'&&typeof t6==='string'?total$+t6:addInPlace(total$,t6));
	}
	return (t8=(typeof xs$==='string'||xs$?.isList===true?xs$.length:len$b(xs$)),total$?.isFloat===true&&t8?.isFloat===true?new Float(divideFloats(total$.value,t8.value)):(divide(total$,t8)));
},k1);
})
