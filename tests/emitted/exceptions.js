(function($,define){"use strict";
const signature=$.signature,arity=$.arity,authority=$.authority,getItem=$.getItem,caught=$.caught,matches=$.matches,handling=$.handling,unboundLocal=$.unboundLocal,handled=$.handled,func=$.func;
const KeyError$b=$.builtins.$KeyError,str$b=$.builtins.$str,print$b=$.builtins.$print;
const k1=signature("read","read","__main__",["table","key"],0,2,null,[],[],null,null,"function",true);
	define({__proto__:null});
	var read$;
read$=func(function read$f(table$,key$){
	if(arguments.length!==2)arity(k1,[table$,key$],arguments.length,0);
	var error$,t1,t2,t3,t4,t5,t6;
	t1=authority.current;
	try{
		t2=authority.current;
		try{
			return (typeof key$==='number'&&(t4=table$?.[key$])!==undefined?t4:getItem(table$,key$));
		}catch(thrown){
			authority.current=t2;
			t3=caught(thrown);
			if(matches(t3,KeyError$b)){
				t5=handling(t3);
				try{
					error$=t3;
					return (t6=(error$===undefined?unboundLocal("error"):error$),typeof t6==='string'?t6:typeof t6==='number'?''+t6:str$b(t6));
				}finally{
					handled(t5);
					error$=undefined;
				}
			}
			else throw t3;
		}
	}finally{
		authority.current=t1;
		print$b("read");
	}
	return null;
},k1);
})
