(function($,define){"use strict";
const add=$.add,floatValue=$.floatValue,divideFloats=$.divideFloats,getItem=$.getItem,less=$.less,truth=$.truth,setItem=$.setItem,Float=$.Float,multiply=$.multiply;
const print$b=$.builtins.$print;
const k1=new Float(1);
	define({__proto__:null});
	var ratio$,weigh$,swap$,t1,t2;
ratio$=function ratio$f(i$,j$){
	var t1,t2,t3,t4;
	return (t4=(typeof(t1=(t2=(i$+j$),((t3=t2+1)|0)===t3?t3:add(t2,1)))==='number'?t1:floatValue(t1)),t4!==0?1/t4:divideFloats(1,t4));
};
weigh$=function weigh$f(v$){
	var s$,i$,t1,t2,t3;
	s$=0;
	t1=0;
	t2=(v$.length);
	for(;t1<t2;t1++){
		i$=t1;
		s$=(s$+(ratio$(i$,i$)*((t3=v$[i$])!==undefined?t3:getItem(v$,i$)).value));
	}
	return s$;
};
swap$=function swap$f(xs$,i$){
	var j$,t1,t2,t3,t4,t5;
	j$=(i$+1);
	while((t1=(xs$.length),i$<t1)){
		t2=((t3=xs$[j$])!==undefined?t3:getItem(xs$,j$));
		t4=((t5=xs$[i$])!==undefined?t5:getItem(xs$,i$));
		i$>=0&&i$<xs$.length?xs$[i$]=t2:setItem(xs$,i$,t2);
		j$>=0&&j$<xs$.length?xs$[j$]=t4:setItem(xs$,j$,t4);
		i$=i$+1;
	}
	return null;
};
	print$b(new Float(weigh$((t1=[k1],typeof t1==='number'&&((t2=t1*3)|0)===t2?t2|0:multiply(t1,3)))));
	swap$([3,2,1],0);
})
