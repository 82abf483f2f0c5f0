(function($,define){"use strict";
const signature=$.signature,arity=$.arity,iterate=$.iterate,multiply=$.multiply,Float=$.Float,addInPlace=$.addInPlace,divide=$.divide,func=$.func;
const len$b=$.builtins.$len;
const k1=signature("average","average","__main__",["xs","start"],0,1,null,[],[],null,null,"function",true);
	define({__proto__:null,get $average(){return average$;}});
	var average$;
average$=func(function average$f(xs$,start$){
	if(arguments.length>2||xs$===undefined)arity(k1,[xs$,start$],arguments.length,0);
	if(start$===undefined)start$=0;
	var total$,x$,t1,t2,t3,t4,t5,t6;
	total$=start$;
	t2=iterate(xs$);
	while((t1=t2.next())!==undefined){
		x$=t1;
		total$=(t4=(typeof x$==='number'&&((t3=x$*2)|0)===t3?t3|0:x$?.isFloat===true?new Float((x$.value*2)):multiply(x$,2)),typeof total$==='number'&&typeof t4==='number'&&((t5=total$+t4)|0)===t5?t5:total$?.isFloat===true&&t4?.isFloat===true?new Float(total$.value+t4.value):typeof total$==='string'&&typeof t4==='string'?total$+t4:addInPlace(total$,t4));
	}
	return (t6=(typeof xs$==='string'||xs$?.isList===true?xs$.length:len$b(xs$)),divide(total$,t6));
},k1);
})
