(function($,define){"use strict";
const signature=$.signature,arity=$.arity,authority=$.authority,getItem=$.getItem,caught=$.caught,matches=$.matches,handling=$.handling,unboundLocal=$.unboundLocal,handled=$.handled,func=$.func;
const KeyError$b=$.builtins.$KeyError,str$b=$.builtins.$str,print$b=$.builtins.$print;
const k1=signature("read","read","__main__",["table","key"],0,2,null,[],[],null,null,"function",true);
	define({__proto__:null});
	var read$;
read$=func(function read$f(table$,key$){
	if(arguments.length!==2)arity(k1,[table$,key$],arguments.length,0);
	var error$,t1,t2,t3,t4,t5,t6,t7,t8;
	t1=authority.current;
	t2=null;
	try{
		t4=authority.current;
		try{
			return (typeof key$==='number'&&(t6=table$?.[key$])!==undefined?t6:getItem(table$,key$));
		}catch(thrown){
			authority.current=t4;
			t5=caught(thrown);
			if(matches(t5,KeyError$b)){
				t7=handling(t5);
				try{
					error$=t5;
					return (t8=(error$===undefined?unboundLocal("error"):error$),typeof t8==='string'?t8:typeof t8==='number'?''+t8:str$b(t8));
				}finally{
					handled(t7);
					error$=undefined;
				}
			}
			else throw t5;
		}
	}catch(thrown){
		t2=caught(thrown);
		t3=handling(t2);
		throw t2;
	}finally{
		authority.current=t1;
		try{
			print$b("read");
		}finally{
			if(t2!==null)handled(t3);
		}
	}
	return null;
},k1);
})
