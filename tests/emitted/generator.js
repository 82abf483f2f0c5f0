(function($,define){"use strict";
const signature=$.signature,arity=$.arity,rangeBound=$.rangeBound,delegate=$.delegate,generator=$.generator,func=$.func;
const k1=signature("count","count","__main__",["n"],0,1,null,[],[],null,null,"generator",true);
	define({__proto__:null});
	var count$;
count$=func(function count$f(n$){
	if(arguments.length!==1)arity(k1,[n$],arguments.length,0);
	return generator((function*count$f(n$){
	var i$,sent$,t1,t2,t3;
	t1=0;
	t2=typeof(t3=n$)==='number'?t3:rangeBound(t3);
	for(;t1<t2;t1++){
		i$=t1;
		sent$=(yield i$);
		if((sent$!==null)){
			(yield delegate(count$(sent$)));
		}
	}
	return null;
})(n$),k1);
},k1);
})
