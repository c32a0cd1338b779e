import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);
import{a as Xe}from"./chunk-6J2XOZUM.js";import{a as _e,b as Ve,c as Sn}from"./chunk-MEMPIZB5.js";import{c as Ye,d as We}from"./chunk-A6S7QZ5S.js";import{a as on,b as Te,c as Ae,d as Le,e as an,f as Ie,g as qe,h as ln,i as Ce,j as je}from"./chunk-2MC3XP67.js";import{a as ze}from"./chunk-JD73KKEB.js";import{a as nt,b as F,c as Y,d as St}from"./chunk-PHI3PZON.js";import{a as en,b as $e,c as kt}from"./chunk-5TPMD3JG.js";import{a as sn,c as De,d as Be,e as Fe}from"./chunk-VWAQ2UFJ.js";import"./chunk-UM446YXL.js";import{a as Ee}from"./chunk-P3GKH2M2.js";import{a as pe,b as ge,c as be,d as ye,f as xe,g as we}from"./chunk-A5DSDQZB.js";import"./chunk-NQZV4FDF.js";import{a as Me}from"./chunk-YAK2XHFK.js";import"./chunk-I4IW7Y3Y.js";import"./chunk-KHGOJH3Q.js";import"./chunk-VCE77T56.js";import{a as ft,b as zt,c as ke,d as Q,e as Se,f as Re,h as jt,i as ct,j as He,k as Oe,l as Pe,m as Ne}from"./chunk-BINTHUCK.js";import{a as B,b as g,c as vt,d as Mt,e as nn}from"./chunk-YCSX7NBG.js";import{a as it}from"./chunk-VZMCVN7K.js";import"./chunk-C6P6QZMX.js";import"./chunk-247XMS46.js";import{b as rn}from"./chunk-KHO4GTRT.js";import"./chunk-T27Y2RTR.js";import{m as ve}from"./chunk-YZSXV7QQ.js";import"./chunk-K77HW7NA.js";import{a as de}from"./chunk-MTNMKPVA.js";import"./chunk-H5XGGKS5.js";import"./chunk-P2HVG7K3.js";import"./chunk-PEBR6QLJ.js";import"./chunk-7IC5YOMH.js";import"./chunk-3NLI5NLW.js";import"./chunk-PJL7WXXH.js";import{a as ce,b as $t,c as V}from"./chunk-SXGXL4DA.js";import{a as me,b as he}from"./chunk-TIZXS3MT.js";import"./chunk-NAUGEZWX.js";var Et=Symbol("markup");function f(t,...n){let e=t.map(r=>r.replaceAll(ko,`
`));return{[Et]:String.raw({raw:e},...n.map(Qe))}}var ko=/\s*\n\s*/g;function Ue(t){return{[Et]:t}}function Ke(t){return t[Et]}function Qe(t){return t===null?"":typeof t=="string"?Ho(t):typeof t=="number"?String(t):Et in t?t[Et]:t.map(Qe).join("")}var So={"&":"&amp;","<":"&lt;",">":"&gt;",'"':"&quot;","'":"&#39;"},Ro=/(?<=\d) (?=(?:×|ms|s|min)(?![\p{L}\d]))/gu;function Ho(t){return ce(t).replaceAll(/[&<>"']/g,n=>So[n]??"").replaceAll(Ro,"&nbsp;")}function mt(t,n){return t==null||n==null?NaN:t<n?-1:t>n?1:t>=n?0:NaN}function Oo(t,n){return t==null||n==null?NaN:n<t?-1:n>t?1:n>=t?0:NaN}function tr(t){let n,e,r;t.length!==2?(n=mt,e=(l,u)=>mt(t(l),u),r=(l,u)=>t(l)-u):(n=t===mt||t===Oo?t:Po,e=t,r=t);function i(l,u,s=0,c=l.length){if(s<c){if(n(u,u)!==0)return c;do{let m=s+c>>>1;e(l[m],u)<0?s=m+1:c=m}while(s<c)}return s}function o(l,u,s=0,c=l.length){if(s<c){if(n(u,u)!==0)return c;do{let m=s+c>>>1;e(l[m],u)<=0?s=m+1:c=m}while(s<c)}return s}function a(l,u,s=0,c=l.length){let m=i(l,u,s,c-1);return m>s&&r(l[m-1],u)>-r(l[m],u)?m-1:m}return{left:i,center:a,right:o}}function Po(){return 0}function No(t){return t===null?NaN:+t}function*To(t,n){if(n===void 0)for(let e of t)e!=null&&(e=+e)>=e&&(yield e);else{let e=-1;for(let r of t)(r=n(r,++e,t))!=null&&(r=+r)>=r&&(yield r)}}var nr=tr(mt),Pn=nr.right,Zs=nr.left,Js=tr(No).center;var tu=er(rr),nu=er(Ao);function er(t){return function(n,e,r=e){if(!((e=+e)>=0))throw new RangeError("invalid rx");if(!((r=+r)>=0))throw new RangeError("invalid ry");let{data:i,width:o,height:a}=n;if(!((o=Math.floor(o))>=0))throw new RangeError("invalid width");if(!((a=Math.floor(a!==void 0?a:i.length/o))>=0))throw new RangeError("invalid height");if(!o||!a||!e&&!r)return n;let l=e&&t(e),u=r&&t(r),s=i.slice();return l&&u?(Rt(l,s,i,o,a),Rt(l,i,s,o,a),Rt(l,s,i,o,a),Ht(u,i,s,o,a),Ht(u,s,i,o,a),Ht(u,i,s,o,a)):l?(Rt(l,i,s,o,a),Rt(l,s,i,o,a),Rt(l,i,s,o,a)):u&&(Ht(u,i,s,o,a),Ht(u,s,i,o,a),Ht(u,i,s,o,a)),n}}function Rt(t,n,e,r,i){for(let o=0,a=r*i;o<a;)t(n,e,o,o+=r,1)}function Ht(t,n,e,r,i){for(let o=0,a=r*i;o<r;++o)t(n,e,o,o+a,r)}function Ao(t){let n=rr(t);return(e,r,i,o,a)=>{i<<=2,o<<=2,a<<=2,n(e,r,i+0,o+0,a),n(e,r,i+1,o+1,a),n(e,r,i+2,o+2,a),n(e,r,i+3,o+3,a)}}function rr(t){let n=Math.floor(t);if(n===t)return Lo(t);let e=t-n,r=2*t+1;return(i,o,a,l,u)=>{if(!((l-=u)>=a))return;let s=n*o[a],c=u*n,m=c+u;for(let h=a,d=a+c;h<d;h+=u)s+=o[Math.min(l,h)];for(let h=a,d=l;h<=d;h+=u)s+=o[Math.min(l,h+c)],i[h]=(s+e*(o[Math.max(a,h-m)]+o[Math.min(l,h+m)]))/r,s-=o[Math.max(a,h-c)]}}function Lo(t){let n=2*t+1;return(e,r,i,o,a)=>{if(!((o-=a)>=i))return;let l=t*r[i],u=a*t;for(let s=i,c=i+u;s<c;s+=a)l+=r[Math.min(o,s)];for(let s=i,c=o;s<=c;s+=a)l+=r[Math.min(o,s+u)],e[s]=l/n,l-=r[Math.max(i,s-u)]}}function ir(t,n){let e=0;if(n===void 0)for(let r of t)r!=null&&(r=+r)>=r&&++e;else{let r=-1;for(let i of t)(i=n(i,++r,t))!=null&&(i=+i)>=i&&++e}return e}function Rn(t,n){let e,r;if(n===void 0)for(let i of t)i!=null&&(e===void 0?i>=i&&(e=r=i):(e>i&&(e=i),r<i&&(r=i)));else{let i=-1;for(let o of t)(o=n(o,++i,t))!=null&&(e===void 0?o>=o&&(e=r=o):(e>o&&(e=o),r<o&&(r=o)))}return[e,r]}var Bt=class extends Map{constructor(n,e=Co){if(super(),Object.defineProperties(this,{_intern:{value:new Map},_key:{value:e}}),n!=null)for(let[r,i]of n)this.set(r,i)}get(n){return super.get(Ge(this,n))}has(n){return super.has(Ge(this,n))}set(n,e){return super.set(Io(this,n),e)}delete(n){return super.delete(qo(this,n))}};function Ge({_intern:t,_key:n},e){let r=n(e);return t.has(r)?t.get(r):e}function Io({_intern:t,_key:n},e){let r=n(e);return t.has(r)?t.get(r):(t.set(r,e),e)}function qo({_intern:t,_key:n},e){let r=n(e);return t.has(r)&&(e=t.get(r),t.delete(r)),e}function Co(t){return t!==null&&typeof t=="object"?t.valueOf():t}function zo(t){return t}function jo(t=mt){if(t===mt)return or;if(typeof t!="function")throw new TypeError("compare is not a function");return(n,e)=>{let r=t(n,e);return r||r===0?r:(t(e,e)===0)-(t(n,n)===0)}}function or(t,n){return(t==null||!(t>=t))-(n==null||!(n>=n))||(t<n?-1:t>n?1:0)}var Eo=Array.prototype,Do=Eo.slice;function Hn(t){return()=>t}var Bo=Math.sqrt(50),Fo=Math.sqrt(10),Yo=Math.sqrt(2);function un(t,n,e){let r=(n-t)/Math.max(0,e),i=Math.floor(Math.log10(r)),o=r/Math.pow(10,i),a=o>=Bo?10:o>=Fo?5:o>=Yo?2:1,l,u,s;return i<0?(s=Math.pow(10,-i)/a,l=Math.round(t*s),u=Math.round(n*s),l/s<t&&++l,u/s>n&&--u,s=-s):(s=Math.pow(10,i)*a,l=Math.round(t/s),u=Math.round(n/s),l*s<t&&++l,u*s>n&&--u),u<l&&.5<=e&&e<2?un(t,n,e*2):[l,u,s]}function Ft(t,n,e){if(n=+n,t=+t,e=+e,!(e>0))return[];if(t===n)return[t];let r=n<t,[i,o,a]=r?un(n,t,e):un(t,n,e);if(!(o>=i))return[];let l=o-i+1,u=new Array(l);if(r)if(a<0)for(let s=0;s<l;++s)u[s]=(o-s)/-a;else for(let s=0;s<l;++s)u[s]=(o-s)*a;else if(a<0)for(let s=0;s<l;++s)u[s]=(i+s)/-a;else for(let s=0;s<l;++s)u[s]=(i+s)*a;return u}function ht(t,n,e){return n=+n,t=+t,e=+e,un(t,n,e)[2]}function ar(t,n,e){n=+n,t=+t,e=+e;let r=n<t,i=r?ht(n,t,e):ht(t,n,e);return(r?-1:1)*(i<0?1/-i:i)}function Wo(t,n,e){let r;for(;;){let i=ht(t,n,e);if(i===r||i===0||!isFinite(i))return[t,n];if(i>0){let o=Math.ceil(t/i),a=Math.floor(n/i);t=(o-(o*i>t))*i,n=(a+(a*i<n))*i}else if(i<0){let o=-i,a=Math.ceil(t*o),l=Math.floor(n*o);t=(a-(a/o>t))/o,n=(l+(l/o<n))/o}r=i}}function Xo(t){return Math.max(1,Math.ceil(Math.log(ir(t))/Math.LN2)+1)}function lr(){var t=zo,n=Rn,e=Xo;function r(i){Array.isArray(i)||(i=Array.from(i));var o,a=i.length,l,u,s=new Array(a);for(o=0;o<a;++o)s[o]=t(i[o],o,i);var c=n(s),m=c[0],h=c[1],d=e(s,m,h);if(!Array.isArray(d)){let E=h,P=+d;if(n===Rn&&([m,h]=Wo(m,h,P)),d=Ft(m,h,P),d[0]<=m&&(u=ht(m,h,P)),d[d.length-1]>=h)if(E>=h&&n===Rn){let N=ht(m,h,P);isFinite(N)&&(N>0?h=(Math.floor(h/N)+1)*N:N<0&&(h=(Math.ceil(h*-N)+1)/-N))}else d.pop()}for(var b=d.length,x=0,$=b;d[x]<=m;)++x;for(;d[$-1]>h;)--$;(x||$<b)&&(d=d.slice(x,$),b=$-x);var k=new Array(b+1),_;for(o=0;o<=b;++o)_=k[o]=[],_.x0=o>0?d[o-1]:m,_.x1=o<b?d[o]:h;if(isFinite(u)){if(u>0)for(o=0;o<a;++o)(l=s[o])!=null&&m<=l&&l<=h&&k[Math.min(b,Math.floor((l-m)/u))].push(i[o]);else if(u<0){for(o=0;o<a;++o)if((l=s[o])!=null&&m<=l&&l<=h){let E=Math.floor((m-l)*u);k[Math.min(b,E+(d[E]<=l))].push(i[o])}}}else for(o=0;o<a;++o)(l=s[o])!=null&&m<=l&&l<=h&&k[Pn(d,l,0,b)].push(i[o]);return k}return r.value=function(i){return arguments.length?(t=typeof i=="function"?i:Hn(i),r):t},r.domain=function(i){return arguments.length?(n=typeof i=="function"?i:Hn([i[0],i[1]]),r):n},r.thresholds=function(i){return arguments.length?(e=typeof i=="function"?i:Hn(Array.isArray(i)?Do.call(i):i),r):e},r}function Ze(t,n){let e;if(n===void 0)for(let r of t)r!=null&&(e<r||e===void 0&&r>=r)&&(e=r);else{let r=-1;for(let i of t)(i=n(i,++r,t))!=null&&(e<i||e===void 0&&i>=i)&&(e=i)}return e}function Je(t,n){let e;if(n===void 0)for(let r of t)r!=null&&(e>r||e===void 0&&r>=r)&&(e=r);else{let r=-1;for(let i of t)(i=n(i,++r,t))!=null&&(e>i||e===void 0&&i>=i)&&(e=i)}return e}function sr(t,n,e=0,r=1/0,i){if(n=Math.floor(n),e=Math.floor(Math.max(0,e)),r=Math.floor(Math.min(t.length-1,r)),!(e<=n&&n<=r))return t;for(i=i===void 0?or:jo(i);r>e;){if(r-e>600){let u=r-e+1,s=n-e+1,c=Math.log(u),m=.5*Math.exp(2*c/3),h=.5*Math.sqrt(c*m*(u-m)/u)*(s-u/2<0?-1:1),d=Math.max(e,Math.floor(n-s*m/u+h)),b=Math.min(r,Math.floor(n+(u-s)*m/u+h));sr(t,n,d,b,i)}let o=t[n],a=e,l=r;for(Dt(t,e,n),i(t[r],o)>0&&Dt(t,e,r);a<l;){for(Dt(t,a,l),++a,--l;i(t[a],o)<0;)++a;for(;i(t[l],o)>0;)--l}i(t[e],o)===0?Dt(t,e,l):(++l,Dt(t,l,r)),l<=n&&(e=l+1),n<=l&&(r=l-1)}return t}function Dt(t,n,e){let r=t[n];t[n]=t[e],t[e]=r}function On(t,n,e){if(t=Float64Array.from(To(t,e)),!(!(r=t.length)||isNaN(n=+n))){if(n<=0||r<2)return Je(t);if(n>=1)return Ze(t);var r,i=(r-1)*n,o=Math.floor(i),a=Ze(sr(t,o).subarray(0,o+1)),l=Je(t.subarray(o+1));return a+(l-a)*(i-o)}}function ur(t,n,e){let r=ir(t),i=On(t,.75)-On(t,.25);return r&&i?Math.ceil((e-n)/(2*i*Math.pow(r,-1/3))):1}function fr(t,n,e){t=+t,n=+n,e=(i=arguments.length)<2?(n=t,t=0,1):i<3?1:+e;for(var r=-1,i=Math.max(0,Math.ceil((n-t)/e))|0,o=new Array(i);++r<i;)o[r]=t+r*e;return o}var eu=_o(Math.random);function _o(t){return function(e,r=0,i=e.length){let o=i-(r=+r);for(;o;){let a=t()*o--|0,l=e[o+r];e[o+r]=e[a+r],e[a+r]=l}return e}}function Tt(t,n,e){t.prototype=n.prototype=e,e.constructor=t}function Xt(t,n){var e=Object.create(t.prototype);for(var r in n)e[r]=n[r];return e}function ot(){}var bt=.7,Nt=1/bt,Ot="\\s*([+-]?\\d+)\\s*",Yt="\\s*([+-]?(?:\\d*\\.)?\\d+(?:[eE][+-]?\\d+)?)\\s*",G="\\s*([+-]?(?:\\d*\\.)?\\d+(?:[eE][+-]?\\d+)?)%\\s*",Vo=/^#([0-9a-f]{3,8})$/,Uo=new RegExp(`^rgb\\(${Ot},${Ot},${Ot}\\)$`),Ko=new RegExp(`^rgb\\(${G},${G},${G}\\)$`),Qo=new RegExp(`^rgba\\(${Ot},${Ot},${Ot},${Yt}\\)$`),Go=new RegExp(`^rgba\\(${G},${G},${G},${Yt}\\)$`),Zo=new RegExp(`^hsl\\(${Yt},${G},${G}\\)$`),Jo=new RegExp(`^hsla\\(${Yt},${G},${G},${Yt}\\)$`),cr={aliceblue:15792383,antiquewhite:16444375,aqua:65535,aquamarine:8388564,azure:15794175,beige:16119260,bisque:16770244,black:0,blanchedalmond:16772045,blue:255,blueviolet:9055202,brown:10824234,burlywood:14596231,cadetblue:6266528,chartreuse:8388352,chocolate:13789470,coral:16744272,cornflowerblue:6591981,cornsilk:16775388,crimson:14423100,cyan:65535,darkblue:139,darkcyan:35723,darkgoldenrod:12092939,darkgray:11119017,darkgreen:25600,darkgrey:11119017,darkkhaki:12433259,darkmagenta:9109643,darkolivegreen:5597999,darkorange:16747520,darkorchid:10040012,darkred:9109504,darksalmon:15308410,darkseagreen:9419919,darkslateblue:4734347,darkslategray:3100495,darkslategrey:3100495,darkturquoise:52945,darkviolet:9699539,deeppink:16716947,deepskyblue:49151,dimgray:6908265,dimgrey:6908265,dodgerblue:2003199,firebrick:11674146,floralwhite:16775920,forestgreen:2263842,fuchsia:16711935,gainsboro:14474460,ghostwhite:16316671,gold:16766720,goldenrod:14329120,gray:8421504,green:32768,greenyellow:11403055,grey:8421504,honeydew:15794160,hotpink:16738740,indianred:13458524,indigo:4915330,ivory:16777200,khaki:15787660,lavender:15132410,lavenderblush:16773365,lawngreen:8190976,lemonchiffon:16775885,lightblue:11393254,lightcoral:15761536,lightcyan:14745599,lightgoldenrodyellow:16448210,lightgray:13882323,lightgreen:9498256,lightgrey:13882323,lightpink:16758465,lightsalmon:16752762,lightseagreen:2142890,lightskyblue:8900346,lightslategray:7833753,lightslategrey:7833753,lightsteelblue:11584734,lightyellow:16777184,lime:65280,limegreen:3329330,linen:16445670,magenta:16711935,maroon:8388608,mediumaquamarine:6737322,mediumblue:205,mediumorchid:12211667,mediumpurple:9662683,mediumseagreen:3978097,mediumslateblue:8087790,mediumspringgreen:64154,mediumturquoise:4772300,mediumvioletred:13047173,midnightblue:1644912,mintcream:16121850,mistyrose:16770273,moccasin:16770229,navajowhite:16768685,navy:128,oldlace:16643558,olive:8421376,olivedrab:7048739,orange:16753920,orangered:16729344,orchid:14315734,palegoldenrod:15657130,palegreen:10025880,paleturquoise:11529966,palevioletred:14381203,papayawhip:16773077,peachpuff:16767673,peru:13468991,pink:16761035,plum:14524637,powderblue:11591910,purple:8388736,rebeccapurple:6697881,red:16711680,rosybrown:12357519,royalblue:4286945,saddlebrown:9127187,salmon:16416882,sandybrown:16032864,seagreen:3050327,seashell:16774638,sienna:10506797,silver:12632256,skyblue:8900331,slateblue:6970061,slategray:7372944,slategrey:7372944,snow:16775930,springgreen:65407,steelblue:4620980,tan:13808780,teal:32896,thistle:14204888,tomato:16737095,turquoise:4251856,violet:15631086,wheat:16113331,white:16777215,whitesmoke:16119285,yellow:16776960,yellowgreen:10145074};Tt(ot,At,{copy(t){return Object.assign(new this.constructor,this,t)},displayable(){return this.rgb().displayable()},hex:mr,formatHex:mr,formatHex8:ta,formatHsl:na,formatRgb:hr,toString:hr});function mr(){return this.rgb().formatHex()}function ta(){return this.rgb().formatHex8()}function na(){return vr(this).formatHsl()}function hr(){return this.rgb().formatRgb()}function At(t){var n,e;return t=(t+"").trim().toLowerCase(),(n=Vo.exec(t))?(e=n[1].length,n=parseInt(n[1],16),e===6?dr(n):e===3?new S(n>>8&15|n>>4&240,n>>4&15|n&240,(n&15)<<4|n&15,1):e===8?fn(n>>24&255,n>>16&255,n>>8&255,(n&255)/255):e===4?fn(n>>12&15|n>>8&240,n>>8&15|n>>4&240,n>>4&15|n&240,((n&15)<<4|n&15)/255):null):(n=Uo.exec(t))?new S(n[1],n[2],n[3],1):(n=Ko.exec(t))?new S(n[1]*255/100,n[2]*255/100,n[3]*255/100,1):(n=Qo.exec(t))?fn(n[1],n[2],n[3],n[4]):(n=Go.exec(t))?fn(n[1]*255/100,n[2]*255/100,n[3]*255/100,n[4]):(n=Zo.exec(t))?br(n[1],n[2]/100,n[3]/100,1):(n=Jo.exec(t))?br(n[1],n[2]/100,n[3]/100,n[4]):cr.hasOwnProperty(t)?dr(cr[t]):t==="transparent"?new S(NaN,NaN,NaN,0):null}function dr(t){return new S(t>>16&255,t>>8&255,t&255,1)}function fn(t,n,e,r){return r<=0&&(t=n=e=NaN),new S(t,n,e,r)}function qn(t){return t instanceof ot||(t=At(t)),t?(t=t.rgb(),new S(t.r,t.g,t.b,t.opacity)):new S}function _t(t,n,e,r){return arguments.length===1?qn(t):new S(t,n,e,r??1)}function S(t,n,e,r){this.r=+t,this.g=+n,this.b=+e,this.opacity=+r}Tt(S,_t,Xt(ot,{brighter(t){return t=t==null?Nt:Math.pow(Nt,t),new S(this.r*t,this.g*t,this.b*t,this.opacity)},darker(t){return t=t==null?bt:Math.pow(bt,t),new S(this.r*t,this.g*t,this.b*t,this.opacity)},rgb(){return this},clamp(){return new S(pt(this.r),pt(this.g),pt(this.b),mn(this.opacity))},displayable(){return-.5<=this.r&&this.r<255.5&&-.5<=this.g&&this.g<255.5&&-.5<=this.b&&this.b<255.5&&0<=this.opacity&&this.opacity<=1},hex:pr,formatHex:pr,formatHex8:ea,formatRgb:gr,toString:gr}));function pr(){return`#${dt(this.r)}${dt(this.g)}${dt(this.b)}`}function ea(){return`#${dt(this.r)}${dt(this.g)}${dt(this.b)}${dt((isNaN(this.opacity)?1:this.opacity)*255)}`}function gr(){let t=mn(this.opacity);return`${t===1?"rgb(":"rgba("}${pt(this.r)}, ${pt(this.g)}, ${pt(this.b)}${t===1?")":`, ${t})`}`}function mn(t){return isNaN(t)?1:Math.max(0,Math.min(1,t))}function pt(t){return Math.max(0,Math.min(255,Math.round(t)||0))}function dt(t){return t=pt(t),(t<16?"0":"")+t.toString(16)}function br(t,n,e,r){return r<=0?t=n=e=NaN:e<=0||e>=1?t=n=NaN:n<=0&&(t=NaN),new U(t,n,e,r)}function vr(t){if(t instanceof U)return new U(t.h,t.s,t.l,t.opacity);if(t instanceof ot||(t=At(t)),!t)return new U;if(t instanceof U)return t;t=t.rgb();var n=t.r/255,e=t.g/255,r=t.b/255,i=Math.min(n,e,r),o=Math.max(n,e,r),a=NaN,l=o-i,u=(o+i)/2;return l?(n===o?a=(e-r)/l+(e<r)*6:e===o?a=(r-n)/l+2:a=(n-e)/l+4,l/=u<.5?o+i:2-o-i,a*=60):l=u>0&&u<1?0:a,new U(a,l,u,t.opacity)}function dn(t,n,e,r){return arguments.length===1?vr(t):new U(t,n,e,r??1)}function U(t,n,e,r){this.h=+t,this.s=+n,this.l=+e,this.opacity=+r}Tt(U,dn,Xt(ot,{brighter(t){return t=t==null?Nt:Math.pow(Nt,t),new U(this.h,this.s,this.l*t,this.opacity)},darker(t){return t=t==null?bt:Math.pow(bt,t),new U(this.h,this.s,this.l*t,this.opacity)},rgb(){var t=this.h%360+(this.h<0)*360,n=isNaN(t)||isNaN(this.s)?0:this.s,e=this.l,r=e+(e<.5?e:1-e)*n,i=2*e-r;return new S(Nn(t>=240?t-240:t+120,i,r),Nn(t,i,r),Nn(t<120?t+240:t-120,i,r),this.opacity)},clamp(){return new U(yr(this.h),cn(this.s),cn(this.l),mn(this.opacity))},displayable(){return(0<=this.s&&this.s<=1||isNaN(this.s))&&0<=this.l&&this.l<=1&&0<=this.opacity&&this.opacity<=1},formatHsl(){let t=mn(this.opacity);return`${t===1?"hsl(":"hsla("}${yr(this.h)}, ${cn(this.s)*100}%, ${cn(this.l)*100}%${t===1?")":`, ${t})`}`}}));function yr(t){return t=(t||0)%360,t<0?t+360:t}function cn(t){return Math.max(0,Math.min(1,t||0))}function Nn(t,n,e){return(t<60?n+(e-n)*t/60:t<180?e:t<240?n+(e-n)*(240-t)/60:n)*255}var Mr=Math.PI/180,kr=180/Math.PI,hn=18,Sr=.96422,Rr=1,Hr=.82521,Or=4/29,Pt=6/29,Pr=3*Pt*Pt,ra=Pt*Pt*Pt;function Nr(t){if(t instanceof Z)return new Z(t.l,t.a,t.b,t.opacity);if(t instanceof et)return Ar(t);t instanceof S||(t=qn(t));var n=In(t.r),e=In(t.g),r=In(t.b),i=Tn((.2225045*n+.7168786*e+.0606169*r)/Rr),o,a;return n===e&&e===r?o=a=i:(o=Tn((.4360747*n+.3850649*e+.1430804*r)/Sr),a=Tn((.0139322*n+.0971045*e+.7141733*r)/Hr)),new Z(116*i-16,500*(o-i),200*(i-a),t.opacity)}function Tr(t,n,e,r){return arguments.length===1?Nr(t):new Z(t,n,e,r??1)}function Z(t,n,e,r){this.l=+t,this.a=+n,this.b=+e,this.opacity=+r}Tt(Z,Tr,Xt(ot,{brighter(t){return new Z(this.l+hn*(t??1),this.a,this.b,this.opacity)},darker(t){return new Z(this.l-hn*(t??1),this.a,this.b,this.opacity)},rgb(){var t=(this.l+16)/116,n=isNaN(this.a)?t:t+this.a/500,e=isNaN(this.b)?t:t-this.b/200;return n=Sr*An(n),t=Rr*An(t),e=Hr*An(e),new S(Ln(3.1338561*n-1.6168667*t-.4906146*e),Ln(-.9787684*n+1.9161415*t+.033454*e),Ln(.0719453*n-.2289914*t+1.4052427*e),this.opacity)}}));function Tn(t){return t>ra?Math.pow(t,1/3):t/Pr+Or}function An(t){return t>Pt?t*t*t:Pr*(t-Or)}function Ln(t){return 255*(t<=.0031308?12.92*t:1.055*Math.pow(t,1/2.4)-.055)}function In(t){return(t/=255)<=.04045?t/12.92:Math.pow((t+.055)/1.055,2.4)}function ia(t){if(t instanceof et)return new et(t.h,t.c,t.l,t.opacity);if(t instanceof Z||(t=Nr(t)),t.a===0&&t.b===0)return new et(NaN,0<t.l&&t.l<100?0:NaN,t.l,t.opacity);var n=Math.atan2(t.b,t.a)*kr;return new et(n<0?n+360:n,Math.sqrt(t.a*t.a+t.b*t.b),t.l,t.opacity)}function pn(t,n,e,r){return arguments.length===1?ia(t):new et(t,n,e,r??1)}function et(t,n,e,r){this.h=+t,this.c=+n,this.l=+e,this.opacity=+r}function Ar(t){if(isNaN(t.h))return new Z(t.l,0,0,t.opacity);var n=t.h*Mr;return new Z(t.l,Math.cos(n)*t.c,Math.sin(n)*t.c,t.opacity)}Tt(et,pn,Xt(ot,{brighter(t){return new et(this.h,this.c,this.l+hn*(t??1),this.opacity)},darker(t){return new et(this.h,this.c,this.l-hn*(t??1),this.opacity)},rgb(){return Ar(this).rgb()}}));var Lr=-.14861,Cn=1.78277,zn=-.29227,gn=-.90649,Wt=1.97294,xr=Wt*gn,wr=Wt*Cn,$r=Cn*zn-gn*Lr;function oa(t){if(t instanceof gt)return new gt(t.h,t.s,t.l,t.opacity);t instanceof S||(t=qn(t));var n=t.r/255,e=t.g/255,r=t.b/255,i=($r*r+xr*n-wr*e)/($r+xr-wr),o=r-i,a=(Wt*(e-i)-zn*o)/gn,l=Math.sqrt(a*a+o*o)/(Wt*i*(1-i)),u=l?Math.atan2(a,o)*kr-120:NaN;return new gt(u<0?u+360:u,l,i,t.opacity)}function bn(t,n,e,r){return arguments.length===1?oa(t):new gt(t,n,e,r??1)}function gt(t,n,e,r){this.h=+t,this.s=+n,this.l=+e,this.opacity=+r}Tt(gt,bn,Xt(ot,{brighter(t){return t=t==null?Nt:Math.pow(Nt,t),new gt(this.h,this.s,this.l*t,this.opacity)},darker(t){return t=t==null?bt:Math.pow(bt,t),new gt(this.h,this.s,this.l*t,this.opacity)},rgb(){var t=isNaN(this.h)?0:(this.h+120)*Mr,n=+this.l,e=isNaN(this.s)?0:this.s*n*(1-n),r=Math.cos(t),i=Math.sin(t);return new S(255*(n+e*(Lr*r+Cn*i)),255*(n+e*(zn*r+gn*i)),255*(n+e*(Wt*r)),this.opacity)}}));function zr(t,n,e,r,i){var o=t*t,a=o*t;return((1-3*t+3*o-a)*n+(4-6*o+3*a)*e+(1+3*t+3*o-3*a)*r+a*i)/6}function aa(t){var n=t.length-1;return function(e){var r=e<=0?e=0:e>=1?(e=1,n-1):Math.floor(e*n),i=t[r],o=t[r+1],a=r>0?t[r-1]:2*i-o,l=r<n-1?t[r+2]:2*o-i;return zr((e-r/n)*n,a,i,o,l)}}function la(t){var n=t.length;return function(e){var r=Math.floor(((e%=1)<0?++e:e)*n),i=t[(r+n-1)%n],o=t[r%n],a=t[(r+1)%n],l=t[(r+2)%n];return zr((e-r/n)*n,i,o,a,l)}}var xn=t=>()=>t;function jr(t,n){return function(e){return t+e*n}}function sa(t,n,e){return t=Math.pow(t,e),n=Math.pow(n,e)-t,e=1/e,function(r){return Math.pow(t+r*n,e)}}function Bn(t,n){var e=n-t;return e?jr(t,e>180||e<-180?e-360*Math.round(e/360):e):xn(isNaN(t)?n:t)}function ua(t){return(t=+t)==1?q:function(n,e){return e-n?sa(n,e,t):xn(isNaN(n)?e:n)}}function q(t,n){var e=n-t;return e?jr(t,e):xn(isNaN(t)?n:t)}var Ir=(function t(n){var e=ua(n);function r(i,o){var a=e((i=_t(i)).r,(o=_t(o)).r),l=e(i.g,o.g),u=e(i.b,o.b),s=q(i.opacity,o.opacity);return function(c){return i.r=a(c),i.g=l(c),i.b=u(c),i.opacity=s(c),i+""}}return r.gamma=t,r})(1);function Er(t){return function(n){var e=n.length,r=new Array(e),i=new Array(e),o=new Array(e),a,l;for(a=0;a<e;++a)l=_t(n[a]),r[a]=l.r||0,i[a]=l.g||0,o[a]=l.b||0;return r=t(r),i=t(i),o=t(o),l.opacity=1,function(u){return l.r=r(u),l.g=i(u),l.b=o(u),l+""}}}var au=Er(aa),lu=Er(la);function fa(t,n){n||(n=[]);var e=t?Math.min(n.length,t.length):0,r=n.slice(),i;return function(o){for(i=0;i<e;++i)r[i]=t[i]*(1-o)+n[i]*o;return r}}function ca(t){return ArrayBuffer.isView(t)&&!(t instanceof DataView)}function ma(t,n){var e=n?n.length:0,r=t?Math.min(e,t.length):0,i=new Array(r),o=new Array(e),a;for(a=0;a<r;++a)i[a]=wn(t[a],n[a]);for(;a<e;++a)o[a]=n[a];return function(l){for(a=0;a<r;++a)o[a]=i[a](l);return o}}function ha(t,n){var e=new Date;return t=+t,n=+n,function(r){return e.setTime(t*(1-r)+n*r),e}}function K(t,n){return t=+t,n=+n,function(e){return t*(1-e)+n*e}}function da(t,n){var e={},r={},i;(t===null||typeof t!="object")&&(t={}),(n===null||typeof n!="object")&&(n={});for(i in n)i in t?e[i]=wn(t[i],n[i]):r[i]=n[i];return function(o){for(i in e)r[i]=e[i](o);return r}}var En=/[-+]?(?:\d+\.?\d*|\.?\d+)(?:[eE][-+]?\d+)?/g,jn=new RegExp(En.source,"g");function pa(t){return function(){return t}}function ga(t){return function(n){return t(n)+""}}function ba(t,n){var e=En.lastIndex=jn.lastIndex=0,r,i,o,a=-1,l=[],u=[];for(t=t+"",n=n+"";(r=En.exec(t))&&(i=jn.exec(n));)(o=i.index)>e&&(o=n.slice(e,o),l[a]?l[a]+=o:l[++a]=o),(r=r[0])===(i=i[0])?l[a]?l[a]+=i:l[++a]=i:(l[++a]=null,u.push({i:a,x:K(r,i)})),e=jn.lastIndex;return e<n.length&&(o=n.slice(e),l[a]?l[a]+=o:l[++a]=o),l.length<2?u[0]?ga(u[0].x):pa(n):(n=u.length,function(s){for(var c=0,m;c<n;++c)l[(m=u[c]).i]=m.x(s);return l.join("")})}function wn(t,n){var e=typeof n,r;return n==null||e==="boolean"?xn(n):(e==="number"?K:e==="string"?(r=At(n))?(n=r,Ir):ba:n instanceof At?Ir:n instanceof Date?ha:ca(n)?fa:Array.isArray(n)?ma:typeof n.valueOf!="function"&&typeof n.toString!="function"||isNaN(n)?da:K)(t,n)}function Dr(t,n){return t=+t,n=+n,function(e){return Math.round(t*(1-e)+n*e)}}var qr=180/Math.PI,Dn={translateX:0,translateY:0,rotate:0,skewX:0,scaleX:1,scaleY:1};function Br(t,n,e,r,i,o){var a,l,u;return(a=Math.sqrt(t*t+n*n))&&(t/=a,n/=a),(u=t*e+n*r)&&(e-=t*u,r-=n*u),(l=Math.sqrt(e*e+r*r))&&(e/=l,r/=l,u/=l),t*r<n*e&&(t=-t,n=-n,u=-u,a=-a),{translateX:i,translateY:o,rotate:Math.atan2(n,t)*qr,skewX:Math.atan(u)*qr,scaleX:a,scaleY:l}}var yn;function ya(t){let n=new(typeof DOMMatrix=="function"?DOMMatrix:WebKitCSSMatrix)(t+"");return n.isIdentity?Dn:Br(n.a,n.b,n.c,n.d,n.e,n.f)}function xa(t){return t==null||(yn||(yn=document.createElementNS("http://www.w3.org/2000/svg","g")),yn.setAttribute("transform",t),!(t=yn.transform.baseVal.consolidate()))?Dn:(t=t.matrix,Br(t.a,t.b,t.c,t.d,t.e,t.f))}function Fr(t,n,e,r){function i(s){return s.length?s.pop()+" ":""}function o(s,c,m,h,d,b){if(s!==m||c!==h){var x=d.push("translate(",null,n,null,e);b.push({i:x-4,x:K(s,m)},{i:x-2,x:K(c,h)})}else(m||h)&&d.push("translate("+m+n+h+e)}function a(s,c,m,h){s!==c?(s-c>180?c+=360:c-s>180&&(s+=360),h.push({i:m.push(i(m)+"rotate(",null,r)-2,x:K(s,c)})):c&&m.push(i(m)+"rotate("+c+r)}function l(s,c,m,h){s!==c?h.push({i:m.push(i(m)+"skewX(",null,r)-2,x:K(s,c)}):c&&m.push(i(m)+"skewX("+c+r)}function u(s,c,m,h,d,b){if(s!==m||c!==h){var x=d.push(i(d)+"scale(",null,",",null,")");b.push({i:x-4,x:K(s,m)},{i:x-2,x:K(c,h)})}else(m!==1||h!==1)&&d.push(i(d)+"scale("+m+","+h+")")}return function(s,c){var m=[],h=[];return s=t(s),c=t(c),o(s.translateX,s.translateY,c.translateX,c.translateY,m,h),a(s.rotate,c.rotate,m,h),l(s.skewX,c.skewX,m,h),u(s.scaleX,s.scaleY,c.scaleX,c.scaleY,m,h),s=c=null,function(d){for(var b=-1,x=h.length,$;++b<x;)m[($=h[b]).i]=$.x(d);return m.join("")}}}var su=Fr(ya,"px, ","px)","deg)"),uu=Fr(xa,", ",")",")"),wa=1e-12;function Cr(t){return((t=Math.exp(t))+1/t)/2}function $a(t){return((t=Math.exp(t))-1/t)/2}function va(t){return((t=Math.exp(2*t))-1)/(t+1)}var fu=(function t(n,e,r){function i(o,a){var l=o[0],u=o[1],s=o[2],c=a[0],m=a[1],h=a[2],d=c-l,b=m-u,x=d*d+b*b,$,k;if(x<wa)k=Math.log(h/s)/n,$=function(st){return[l+st*d,u+st*b,s*Math.exp(n*st*k)]};else{var _=Math.sqrt(x),E=(h*h-s*s+r*x)/(2*s*e*_),P=(h*h-s*s-r*x)/(2*h*e*_),N=Math.log(Math.sqrt(E*E+1)-E),I=Math.log(Math.sqrt(P*P+1)-P);k=(I-N)/n,$=function(st){var Qt=st*k,Ct=Cr(N),Gt=s/(e*_)*(Ct*va(n*Qt+N)-$a(N));return[l+Gt*d,u+Gt*b,s*Ct/Cr(n*Qt+N)]}}return $.duration=Math.abs(k)*1e3*n/Math.SQRT2,$}return i.rho=function(o){var a=Math.max(.001,+o),l=a*a,u=l*l;return t(a,l,u)},i})(Math.SQRT2,2,4);function Yr(t){return function(n,e){var r=t((n=dn(n)).h,(e=dn(e)).h),i=q(n.s,e.s),o=q(n.l,e.l),a=q(n.opacity,e.opacity);return function(l){return n.h=r(l),n.s=i(l),n.l=o(l),n.opacity=a(l),n+""}}}var cu=Yr(Bn),mu=Yr(q);function Wr(t){return function(n,e){var r=t((n=pn(n)).h,(e=pn(e)).h),i=q(n.c,e.c),o=q(n.l,e.l),a=q(n.opacity,e.opacity);return function(l){return n.h=r(l),n.c=i(l),n.l=o(l),n.opacity=a(l),n+""}}}var hu=Wr(Bn),du=Wr(q);function Xr(t){return(function n(e){e=+e;function r(i,o){var a=t((i=bn(i)).h,(o=bn(o)).h),l=q(i.s,o.s),u=q(i.l,o.l),s=q(i.opacity,o.opacity);return function(c){return i.h=a(c),i.s=l(c),i.l=u(Math.pow(c,e)),i.opacity=s(c),i+""}}return r.gamma=n,r})(1)}var pu=Xr(Bn),gu=Xr(q);function Ma(t){return Math.abs(t=Math.round(t))>=1e21?t.toLocaleString("en").replace(/,/g,""):t.toString(10)}function vn(t,n){if(!isFinite(t)||t===0)return null;var e=(t=n?t.toExponential(n-1):t.toExponential()).indexOf("e"),r=t.slice(0,e);return[r.length>1?r[0]+r.slice(2):r,+t.slice(e+1)]}function Lt(t){return t=vn(Math.abs(t)),t?t[1]:NaN}function ka(t,n){return function(e,r){for(var i=e.length,o=[],a=0,l=t[0],u=0;i>0&&l>0&&(u+l+1>r&&(l=Math.max(1,r-u)),o.push(e.substring(i-=l,i+l)),!((u+=l+1)>r));)l=t[a=(a+1)%t.length];return o.reverse().join(n)}}function Sa(t){return function(n){return n.replace(/[0-9]/g,function(e){return t[+e]})}}var Ra=/^(?:(.)?([<>=^]))?([+\-( ])?([$#])?(0)?(\d+)?(,)?(\.\d+)?(~)?([a-z%])?$/i;function Vt(t){if(!(n=Ra.exec(t)))throw new Error("invalid format: "+t);var n;return new Fn({fill:n[1],align:n[2],sign:n[3],symbol:n[4],zero:n[5],width:n[6],comma:n[7],precision:n[8]&&n[8].slice(1),trim:n[9],type:n[10]})}Vt.prototype=Fn.prototype;function Fn(t){this.fill=t.fill===void 0?" ":t.fill+"",this.align=t.align===void 0?">":t.align+"",this.sign=t.sign===void 0?"-":t.sign+"",this.symbol=t.symbol===void 0?"":t.symbol+"",this.zero=!!t.zero,this.width=t.width===void 0?void 0:+t.width,this.comma=!!t.comma,this.precision=t.precision===void 0?void 0:+t.precision,this.trim=!!t.trim,this.type=t.type===void 0?"":t.type+""}Fn.prototype.toString=function(){return this.fill+this.align+this.sign+this.symbol+(this.zero?"0":"")+(this.width===void 0?"":Math.max(1,this.width|0))+(this.comma?",":"")+(this.precision===void 0?"":"."+Math.max(0,this.precision|0))+(this.trim?"~":"")+this.type};function Ha(t){t:for(var n=t.length,e=1,r=-1,i;e<n;++e)switch(t[e]){case".":r=i=e;break;case"0":r===0&&(r=e),i=e;break;default:if(!+t[e])break t;r>0&&(r=0);break}return r>0?t.slice(0,r)+t.slice(i+1):t}var Mn;function Oa(t,n){var e=vn(t,n);if(!e)return Mn=void 0,t.toPrecision(n);var r=e[0],i=e[1],o=i-(Mn=Math.max(-8,Math.min(8,Math.floor(i/3)))*3)+1,a=r.length;return o===a?r:o>a?r+new Array(o-a+1).join("0"):o>0?r.slice(0,o)+"."+r.slice(o):"0."+new Array(1-o).join("0")+vn(t,Math.max(0,n+o-1))[0]}function _r(t,n){var e=vn(t,n);if(!e)return t+"";var r=e[0],i=e[1];return i<0?"0."+new Array(-i).join("0")+r:r.length>i+1?r.slice(0,i+1)+"."+r.slice(i+1):r+new Array(i-r.length+2).join("0")}var Vr={"%":(t,n)=>(t*100).toFixed(n),b:t=>Math.round(t).toString(2),c:t=>t+"",d:Ma,e:(t,n)=>t.toExponential(n),f:(t,n)=>t.toFixed(n),g:(t,n)=>t.toPrecision(n),o:t=>Math.round(t).toString(8),p:(t,n)=>_r(t*100,n),r:_r,s:Oa,X:t=>Math.round(t).toString(16).toUpperCase(),x:t=>Math.round(t).toString(16)};function Ur(t){return t}var Kr=Array.prototype.map,Qr=["y","z","a","f","p","n","\xB5","m","","k","M","G","T","P","E","Z","Y"];function Pa(t){var n=t.grouping===void 0||t.thousands===void 0?Ur:ka(Kr.call(t.grouping,Number),t.thousands+""),e=t.currency===void 0?"":t.currency[0]+"",r=t.currency===void 0?"":t.currency[1]+"",i=t.decimal===void 0?".":t.decimal+"",o=t.numerals===void 0?Ur:Sa(Kr.call(t.numerals,String)),a=t.percent===void 0?"%":t.percent+"",l=t.minus===void 0?"\u2212":t.minus+"",u=t.nan===void 0?"NaN":t.nan+"";function s(m,h){m=Vt(m);var d=m.fill,b=m.align,x=m.sign,$=m.symbol,k=m.zero,_=m.width,E=m.comma,P=m.precision,N=m.trim,I=m.type;I==="n"?(E=!0,I="g"):Vr[I]||(P===void 0&&(P=12),N=!0,I="g"),(k||d==="0"&&b==="=")&&(k=!0,d="0",b="=");var st=(h&&h.prefix!==void 0?h.prefix:"")+($==="$"?e:$==="#"&&/[boxX]/.test(I)?"0"+I.toLowerCase():""),Qt=($==="$"?r:/[%p]/.test(I)?a:"")+(h&&h.suffix!==void 0?h.suffix:""),Ct=Vr[I],Gt=/[defgprs%]/.test(I);P=P===void 0?6:/[gprs]/.test(I)?Math.max(1,Math.min(21,P)):Math.max(0,Math.min(20,P));function ue(y){var ut=st,D=Qt,wt,fe,Zt;if(I==="c")D=Ct(y)+D,y="";else{y=+y;var Jt=y<0||1/y<0;if(y=isNaN(y)?u:Ct(Math.abs(y),P),N&&(y=Ha(y)),Jt&&+y==0&&x!=="+"&&(Jt=!1),ut=(Jt?x==="("?x:l:x==="-"||x==="("?"":x)+ut,D=(I==="s"&&!isNaN(y)&&Mn!==void 0?Qr[8+Mn/3]:"")+D+(Jt&&x==="("?")":""),Gt){for(wt=-1,fe=y.length;++wt<fe;)if(Zt=y.charCodeAt(wt),48>Zt||Zt>57){D=(Zt===46?i+y.slice(wt+1):y.slice(wt))+D,y=y.slice(0,wt);break}}}E&&!k&&(y=n(y,1/0));var tn=ut.length+y.length+D.length,tt=tn<_?new Array(_-tn+1).join(d):"";switch(E&&k&&(y=n(tt+y,tt.length?_-D.length:1/0),tt=""),b){case"<":y=ut+y+D+tt;break;case"=":y=ut+tt+y+D;break;case"^":y=tt.slice(0,tn=tt.length>>1)+ut+y+D+tt.slice(tn);break;default:y=tt+ut+y+D;break}return o(y)}return ue.toString=function(){return m+""},ue}function c(m,h){var d=Math.max(-8,Math.min(8,Math.floor(Lt(h)/3)))*3,b=Math.pow(10,-d),x=s((m=Vt(m),m.type="f",m),{suffix:Qr[8+d/3]});return function($){return x(b*$)}}return{format:s,formatPrefix:c}}var $n,Yn,Wn;Na({thousands:",",grouping:[3],currency:["$",""]});function Na(t){return $n=Pa(t),Yn=$n.format,Wn=$n.formatPrefix,$n}function Gr(t){return Math.max(0,-Lt(Math.abs(t)))}function Zr(t,n){return Math.max(0,Math.max(-8,Math.min(8,Math.floor(Lt(n)/3)))*3-Lt(Math.abs(t)))}function Jr(t,n){return t=Math.abs(t),n=Math.abs(n)-t,Math.max(0,Lt(n)-Lt(t))+1}function _n(t,n){switch(arguments.length){case 0:break;case 1:this.range(t);break;default:this.range(n).domain(t);break}return this}var ti=Symbol("implicit");function ei(){var t=new Bt,n=[],e=[],r=ti;function i(o){let a=t.get(o);if(a===void 0){if(r!==ti)return r;t.set(o,a=n.push(o)-1)}return e[a%e.length]}return i.domain=function(o){if(!arguments.length)return n.slice();n=[],t=new Bt;for(let a of o)t.has(a)||t.set(a,n.push(a)-1);return i},i.range=function(o){return arguments.length?(e=Array.from(o),i):e.slice()},i.unknown=function(o){return arguments.length?(r=o,i):r},i.copy=function(){return ei(n,e).unknown(r)},_n.apply(i,arguments),i}function ri(){var t=ei().unknown(void 0),n=t.domain,e=t.range,r=0,i=1,o,a,l=!1,u=0,s=0,c=.5;delete t.unknown;function m(){var h=n().length,d=i<r,b=d?i:r,x=d?r:i;o=(x-b)/Math.max(1,h-u+s*2),l&&(o=Math.floor(o)),b+=(x-b-o*(h-u))*c,a=o*(1-u),l&&(b=Math.round(b),a=Math.round(a));var $=fr(h).map(function(k){return b+o*k});return e(d?$.reverse():$)}return t.domain=function(h){return arguments.length?(n(h),m()):n()},t.range=function(h){return arguments.length?([r,i]=h,r=+r,i=+i,m()):[r,i]},t.rangeRound=function(h){return[r,i]=h,r=+r,i=+i,l=!0,m()},t.bandwidth=function(){return a},t.step=function(){return o},t.round=function(h){return arguments.length?(l=!!h,m()):l},t.padding=function(h){return arguments.length?(u=Math.min(1,s=+h),m()):u},t.paddingInner=function(h){return arguments.length?(u=Math.min(1,h),m()):u},t.paddingOuter=function(h){return arguments.length?(s=+h,m()):s},t.align=function(h){return arguments.length?(c=Math.max(0,Math.min(1,h)),m()):c},t.copy=function(){return ri(n(),[r,i]).round(l).paddingInner(u).paddingOuter(s).align(c)},_n.apply(m(),arguments)}function ii(t){var n=t.copy;return t.padding=t.paddingOuter,delete t.paddingInner,delete t.paddingOuter,t.copy=function(){return ii(n())},t}function oi(){return ii(ri.apply(null,arguments).paddingInner(1))}function Ta(t){return function(){return t}}function Aa(t){return+t}var ni=[0,1];function It(t){return t}function Xn(t,n){return(n-=t=+t)?function(e){return(e-t)/n}:Ta(isNaN(n)?NaN:.5)}function La(t,n){var e;return t>n&&(e=t,t=n,n=e),function(r){return Math.max(t,Math.min(n,r))}}function Ia(t,n,e){var r=t[0],i=t[1],o=n[0],a=n[1];return i<r?(r=Xn(i,r),o=e(a,o)):(r=Xn(r,i),o=e(o,a)),function(l){return o(r(l))}}function qa(t,n,e){var r=Math.min(t.length,n.length)-1,i=new Array(r),o=new Array(r),a=-1;for(t[r]<t[0]&&(t=t.slice().reverse(),n=n.slice().reverse());++a<r;)i[a]=Xn(t[a],t[a+1]),o[a]=e(n[a],n[a+1]);return function(l){var u=Pn(t,l,1,r)-1;return o[u](i[u](l))}}function Ca(t,n){return n.domain(t.domain()).range(t.range()).interpolate(t.interpolate()).clamp(t.clamp()).unknown(t.unknown())}function za(){var t=ni,n=ni,e=wn,r,i,o,a=It,l,u,s;function c(){var h=Math.min(t.length,n.length);return a!==It&&(a=La(t[0],t[h-1])),l=h>2?qa:Ia,u=s=null,m}function m(h){return h==null||isNaN(h=+h)?o:(u||(u=l(t.map(r),n,e)))(r(a(h)))}return m.invert=function(h){return a(i((s||(s=l(n,t.map(r),K)))(h)))},m.domain=function(h){return arguments.length?(t=Array.from(h,Aa),c()):t.slice()},m.range=function(h){return arguments.length?(n=Array.from(h),c()):n.slice()},m.rangeRound=function(h){return n=Array.from(h),e=Dr,c()},m.clamp=function(h){return arguments.length?(a=h?!0:It,c()):a!==It},m.interpolate=function(h){return arguments.length?(e=h,c()):e},m.unknown=function(h){return arguments.length?(o=h,m):o},function(h,d){return r=h,i=d,c()}}function ja(){return za()(It,It)}function Ea(t,n,e,r){var i=ar(t,n,e),o;switch(r=Vt(r??",f"),r.type){case"s":{var a=Math.max(Math.abs(t),Math.abs(n));return r.precision==null&&!isNaN(o=Zr(i,a))&&(r.precision=o),Wn(r,a)}case"":case"e":case"g":case"p":case"r":{r.precision==null&&!isNaN(o=Jr(i,Math.max(Math.abs(t),Math.abs(n))))&&(r.precision=o-(r.type==="e"));break}case"f":case"%":{r.precision==null&&!isNaN(o=Gr(i))&&(r.precision=o-(r.type==="%")*2);break}}return Yn(r)}function Da(t){var n=t.domain;return t.ticks=function(e){var r=n();return Ft(r[0],r[r.length-1],e??10)},t.tickFormat=function(e,r){var i=n();return Ea(i[0],i[i.length-1],e??10,r)},t.nice=function(e){e==null&&(e=10);var r=n(),i=0,o=r.length-1,a=r[i],l=r[o],u,s,c=10;for(l<a&&(s=a,a=l,l=s,s=i,i=o,o=s);c-- >0;){if(s=ht(a,l,e),s===u)return r[i]=a,r[o]=l,n(r);if(s>0)a=Math.floor(a/s)*s,l=Math.ceil(l/s)*s;else if(s<0)a=Math.ceil(a*s)/s,l=Math.floor(l*s)/s;else break;u=s}return t},t}function Vn(){var t=ja();return t.copy=function(){return Ca(t,Vn())},_n.apply(t,arguments),Da(t)}var Ba=4,ai=[{fromMs:18e4,ms:6e4,name:"min"},{fromMs:1e3,ms:1e3,name:"s"},{fromMs:0,ms:1,name:"ms"}];function C(t,n,e={}){let{range:r=[0,100],ticks:i=5}=e,o=ai.find(m=>n>=m.fromMs)??ai[2],a=Vn([t/o.ms,n/o.ms],[...r]).nice(2*i).clamp(!0),[l=0,u=1]=a.domain(),s=a.tickFormat(i),c=m=>m===0?"0":`${s(m)} ${o.name}`;return{fromMs:l*o.ms,toMs:u*o.ms,at:m=>a(m/o.ms),ticks:a.ticks(i).map((m,h,d)=>({at:a(m),label:c(m),minor:d.length>Ba&&h%2===1}))}}function v(t){return Number(t.toFixed(2))}function w(t){return`${v(t)}%`}var li="M-4,-4L4,4M-4,4L4,-4",Fa={within:"M-4.5,0a4.5,4.5 0 1,0 9,0a4.5,4.5 0 1,0 -9,0z",over:"M0,-6.5L4,0L0,6.5L-4,0z","timed-out":"M0,-5.5L5,3.5H-5z",failed:"M-4,-4H4V4H-4z",invalid:li,unknown:li},Ya={large:1,small:.6};function si(){let t=Object.entries(Fa).flatMap(([n,e])=>Object.entries(Ya).map(([r,i])=>f`<path id="mark-${n}-${r}" d="${e}" transform="scale(${i})" />`));return f`<svg class="definitions" width="0" height="0" aria-hidden="true">
    <defs>${t}${Wa}${Xa}</defs>
  </svg>`}var Wa=f`<path id="ready-large" d="M-4,0H4" /><path id="ready-small" d="M-1.5,0H1.5" />`,Xa=["over","unseen"].map(t=>f`<pattern
      id="hatch-${t}"
      class="hatch ${t}"
      width="6"
      height="6"
      patternUnits="userSpaceOnUse"
      patternTransform="rotate(45)"
      ><rect class="ground" width="6" height="6" /><rect class="stripe" width="2.5" height="6"
    /></pattern>`);function ui(t,n,e,r){let i=f`x="${w(n.x)}" y="${v(n.y)}"`;return f`<g class="iteration" data-iteration="${t.index}">
    <title>${t.title}</title>
    ${at(t,n,e)}
    <foreignObject class="pick" ${i} width="16" height="16"
      ><label for="${r}"></label
    ></foreignObject>
  </g>`}function at({kind:t,warmup:n},{x:e,y:r},i){let o=f`x="${w(e)}" y="${v(r)}"`;return f`<use
    class="mark ${t}${n?f` warmup`:""}"
    href="#mark-${t}-${i}"
    ${o}
  />`}function Un(t){return f`<svg class="sample" width="14" height="14" aria-hidden="true">
    ${at(t,{x:50,y:7},"large")}
  </svg>`}function J(t){let n=/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z$/.exec(t);if(n===null)return f`${t}`;let[,e="",r=""]=n;return f`<time datetime="${e}T${r}Z">${e} ${r} UTC</time>`}function fi({startedAt:t,finishedAt:n}){let e=n===null?NaN:Date.parse(n)-Date.parse(t);return e>=0?f` · took ${g(e)}`:null}function O({name:t,label:n,heads:e,rows:r}){let i=e.map(o=>typeof o=="string"?f`<th scope="col">${o}</th>`:f`<th scope="col" class="number">${o.number}</th>`);return f`<div class="scroll" role="region" aria-label="${n}" tabindex="0">
    <table class="${t}">
      <thead>
        <tr>
          ${i}
        </tr>
      </thead>
      <tbody>
        ${r}
      </tbody>
    </table>
  </div> `}function L(t,n){return f`<tr>
    <th scope="row">${t}</th>
    ${n}
  </tr> `}function R(t){return f`<td>${t}</td>`}function T(t){return f`<td class="number">${t}</td>`}function lt(t){return t.map(n=>({number:n}))}function p(t){return V(t,$t)}function z(t,n=t??""){return t===null?f`<span class="faint">not judged</span>`:f`<span class="${We[t]}"
    ><span aria-hidden="true">${Ye[t]}</span> ${n}</span
  >`}function Ut({count:t,p50Ms:n,p95Ms:e,maxMs:r},i){return[n,e,r].map(o=>nn(o,t,i))}function ci({summary:t,timeoutMs:n}){return Mt(t,n).value}function yt(t){if(t.length===0)return null;let n=t.map(({role:e,text:r,detail:i})=>{let o=i===void 0?null:f`<span class="remark">last: ${p(i)}</span>`;return f`<li class="${_a(e)}">${p(r)}${o}</li> `});return f`<ul class="remarks">
    ${n}
  </ul> `}function _a(t){return t==="faint"?"":t}var Va=80;function A({name:t}){return V(t,Va)}function mi(t){let{policy:n}=t,e=pe(t);if(n===null||e.length===0)return null;let r=xe(n);return f`<section class="part" aria-labelledby="policy">
    <h2 id="policy">Policy, step by step</h2>
    <p class="faint small"><code>${p(n.source)}</code></p>
    ${r===null?null:yt([{role:"doubtful",text:r}])}${e.map(Ua)}
  </section>`}function Ua(t){let{scenario:n}=t,e=[...n.reason===null?[]:[`not measured, since ${n.reason}`],...we(t)].map(r=>({role:"faint",text:r}));return f`<h3>
      ${p(n.name)} <span class="small">${z(ge(t),be(t))}</span>
    </h3>
    ${yt(e)}${Ka(t)}`}function Ka({scenario:t}){return t.runs.length===0?null:O({name:"policy-runs",label:`Runs of ${t.name}`,heads:["Run","Began",{number:"Took"},"Came to"],rows:t.runs.map((n,e)=>L(e+1,[R(J(n.startedAt)),T(g(n.ms)),R(Qa(n))]))})}function Qa(t){return t.passed?z("met","passed"):f`${z("violated","failed")} ${p(ye(t))}`}function hi(t){return f`<section class="part" aria-labelledby="measurement">
      <h2 id="measurement">How it was measured</h2>
      ${Ga(t)}${yt(Le(t))}
    </section>
    <section class="part" aria-labelledby="environment">
      <h2 id="environment">Environment</h2>
      ${Za(t)}${Ja(t)}${tl(t)}${nl(t)}
    </section>`}function Ga({measurement:t,scenarios:n}){let{probeIntervalMs:e,probeResolutionMs:r}=t;return Kn([["probed every",f`${g(e)}`],[ke(n),r===null?null:f`${g(r)}`],["clock",f`monotonic clock of this machine; timestamps of other clocks are never subtracted from it`]])}function Za({cluster:t,tool:n,runId:e,namespace:r,seed:i,startedAt:o,finishedAt:a}){return Kn([["cluster",f`${t.provider}${t.context===null?null:f`, context <code>${p(t.context)}</code>`}`],["Kubernetes",f`${p(t.version)}`],["run",f`<code>${p(e)}</code>`],["namespace",f`<code>${p(r)}</code>`],["seed",f`${i}`],["started",J(o)],["finished",a===null?null:J(a)],["tool",f`${n.name} ${n.version}`]])}function Ja({merged:t}){return t===null?null:O({name:"merged",label:"Merged results",heads:["Merged from","Run","Started","Kubernetes","By itself"],rows:t.map(({source:n,runId:e,startedAt:r,cluster:i,verdict:o})=>L(p(n),[R(f`<code>${p(e)}</code>`),R(J(r)),R(p(i.version)),R(f`<span class="nowrap">${z(o)}</span>`)]))})}function tl({cluster:t}){return t.nodes.length===0?null:O({name:"nodes",label:"Nodes",heads:["Node","Kubelet","Container runtime","System","CPU","Memory"],rows:t.nodes.map(({name:n,kubeletVersion:e,containerRuntime:r,osImage:i,cpu:o,memory:a})=>{let l=[e,r,i,o,a];return L(f`<code>${p(n)}</code>`,l.map(p).map(R))})})}function nl({fingerprint:{hash:t,parts:n}}){let e=Object.entries(n).map(([r,i])=>[p(r),f`${p(i)}`]);return f`<details>
    <summary>Fingerprint <code>${p(t)}</code></summary>
    <p class="faint small">
      Results are comparable when their fingerprints are equal. The fingerprint is made of:
    </p>
    ${Kn(e)}
  </details> `}function Kn(t){let n=t.filter(([,e])=>e!==null);return f`<dl>
    ${n.map(([e,r])=>f`<dt>${e}</dt>
          <dd>${r}</dd> `)}
  </dl> `}function W({alt:t,heightPx:n,side:e,plot:r}){let i=e===void 0?null:f`<svg class="side" width="${e.widthPx}" height="${n}" aria-hidden="true">
          ${e.content}
        </svg>`;return f`<div class="chart${e===void 0?"":f` with-side`}" role="img" aria-label="${t}">
    ${i}<svg class="plot" width="100%" height="${n}" aria-hidden="true">${r}</svg>
  </div> `}function Kt(t){return f`<ul class="legend">
    ${t.map(({sample:n,label:e})=>f`<li>${n}${e}</li>`)}
  </ul> `}function M(t,n,[e,r]=[0,100]){let i=v(n);return f`<line class="${t}" x1="${w(e)}" x2="${w(r)}" y1="${i}" y2="${i}" />`}function j(t,n,[e,r]){let i=w(n);return f`<line class="${t}" x1="${i}" x2="${i}" y1="${v(e)}" y2="${v(r)}" />`}function H(t,{x:n,y:e},r,i={}){let{anchor:o="middle",shift:a=0}=i,l=f`x="${w(n)}" y="${v(e)}" dx="${a}" dy="0.35em"`;return f`<text class="${t}" ${l} text-anchor="${o}">${r}</text>`}function X(t,n,e){return H(t,{x:100,y:n},e,{anchor:"end",shift:-8})}function el(t){return t<3?"start":t>97?"end":"middle"}function qt(t,n){return f`${j("grid",t.at,n)}${xt(t,n[1]+12)}`}function xt({at:t,label:n,minor:e},r){return H(e?"tick minor":"tick",{x:t,y:r},n,{anchor:el(t)})}var Qn=46,rl=10,il=40,ol=30,al=40,ll=88,pi=96,di=[0,-5,5];function gi(t){let n=t.map(l=>({scenario:l,points:F(l).filter(St)})),e=n.flatMap(({points:l})=>l),r=e.flatMap(({totalMs:l})=>l??[]);if(r.length===0)return null;let i=e.some(Y),o=C(0,Math.max(...r),{range:[0,i?ll:100]}),a=n.length*Qn;return W({alt:fl(t),heightPx:a+al,plot:[o.ticks.map(({at:l})=>j("grid",l,[0,a])),n.map(({scenario:l,points:u},s)=>sl(l,u,o,s*Qn)),M("axis",a,[0,o.at(1/0)]),o.ticks.map(l=>xt(l,a+13)),i?H("tick",{x:pi,y:a+13},"never"):null,H("tick",{x:0,y:a+31},zt(t),{anchor:"start"})]})}function sl(t,n,e,r){let{p50Ms:i}=t.summary,o=r+ol,a=i===null?null:j("median",e.at(i),[o-Qn/4,o+11]);return f`${H("label",{x:0,y:r+rl},V(t.name,il),{anchor:"start"})}
  ${n.map((l,u)=>ul(l,e,o+(di[u%di.length]??0)))}${a}`}function ul(t,n,e){let r=Y(t)?pi:t.totalMs===null?null:n.at(t.totalMs);return r===null?null:f`<g class="start">
    <title>${t.title}</title>
    ${at(t,{x:r,y:e},"small")}
  </g>`}function fl(t){let n=t.map(({name:e,summary:r})=>`${e}: p50 ${g(r.p50Ms)}`);return`${Q(zt(t))} of every judged iteration, a row for each scenario; ${n.join("; ")}.`}function bi(t){let n=Ce(t);if(n.length===0)return null;let e=n.some(({unanswered:l})=>l!==""),r=n.some(({difference:l})=>l!==""),i=new Map(t.scenarios.map((l,u)=>[l,u+1])),o=O({name:"overview",label:"Scenarios side by side",heads:["Scenario","Verdict",...lt(["p50","p95","max","Ready p50"]),...e?["Never answered"]:[],...r?["Difference to as-is"]:[]],rows:n.map(l=>cl(l,i.get(l.scenario)??0,{never:e,conditions:r}))}),a=gi(rn(t));return f`<section class="part" aria-labelledby="scenarios">
    <h2 id="scenarios">Scenarios</h2>
    <p class="faint small">
      ${Q(zt(n.map(({scenario:l})=>l)))} of each. In the chart a dot is a
      start, the upright line their median.
    </p>
    ${o}${a===null?null:f`<figure class="scenarios">${a}</figure>`}
  </section>`}function cl({scenario:t,times:n,unanswered:e,difference:r},i,{never:o,conditions:a}){return L(f`<a class="words" href="#scenario-${i}">${A(t)}</a>`,[R(f`<span class="nowrap">${z(t.verdict)}</span>`),n.map(T),o?R(f`<span class="nowrap">${e===""?"0":e}</span>`):null,a?R(ml(r)):null])}function ml(t){let[n="",e]=t.split(" (");if(n==="")return B;let r=e===void 0?null:f` <span class="nowrap">(${e}</span>`;return f`<span class="nowrap">${n}</span>${r}`}function yi(t,n){if(t===null||n===null)return null;let e=n-t;return{time:`${xi(e)}${g(Math.abs(e))}`,share:t>0?rt(n/t):null}}function rt(t){let n=(t-1)*100,e=Math.abs(n);return`${xi(n)}${e<9.95?e.toFixed(1):Math.round(e)}%`}function xi(t){return t>0?"+":t<0?"\u2212":"\xB1"}var hl={regression:{role:"bad",mark:"\u2718",text:"regression"},"no-regression-shown":{role:"good",mark:"\u2714",text:"no regression"},inconclusive:{role:"doubtful",mark:"?",text:"inconclusive"}};function wi({comparison:t}){if(t===null)return null;let{baseline:n,reason:e}=t,r=e===null?null:f`: ${p(e)}`,i=pl(t).map(o=>f`<li>${o}</li>`);return f`<h3>Compared with ${p(n.label)}</h3>
    <p>${dl(t)}${r}</p>
    <ul class="remarks">
      ${i}${yl(t)}
    </ul> `}function dl({verdict:t}){if(t===null)return f`<span class="faint">shown, not judged</span>`;let{role:n,mark:e,text:r}=hl[t];return f`<span class="${n}"><span aria-hidden="true">${e}</span> ${r}</span>`}function pl({ratio:t,maxRegression:n,smallestDetectable:e}){return[t===null?null:gl(t),n===null?null:`allowed: ${rt(1+n)}`,e===null?null:`the smallest change this would have shown: ${rt(1+e)}`].filter(i=>i!==null)}function gl({estimate:t,interval:n,confidence:e,pairs:r}){let i=`${Math.round(e*1e3)/10}% interval`,o=r===null?"":`, ${r} pairs`;return`change of the time to first answer: ${rt(t)} (${i}: ${bl(n)}${o})`}function bl([t,n]){return t!==null&&n!==null?`${rt(t)} to ${rt(n)}`:t!==null?`${rt(t)} or more`:n===null?"unbounded":`${rt(n)} or less`}function yl({kind:t,baseline:n}){if(t==="duet")return f`<li>both were measured alternately in this run</li>`;let{runId:e,startedAt:r,commit:i}=n,o=[e===null?null:f`, run ${p(e)}`,r===null?null:f`, ${J(r)}`,i===null?null:f`, commit <code>${p(i)}</code>`];return f`<li>the baseline is the result of an earlier run${o}</li>`}var $i=120,vi=10,xl=26,wl=44;function Mi(t){let n=$l(t);if(n.length===0)return null;let e=Math.max(1,...n.map(({asked:a})=>a)),r=C(0,Math.max(1,...n.flatMap(({timesMs:a})=>a))),i=vi+$i,o=a=>i-a/e*$i;return f`${W({alt:kl(n),heightPx:i+xl,side:{widthPx:wl,content:[0,e].map(a=>X("tick",o(a),a))},plot:[r.ticks.map(a=>qt(a,[vi,i+4])),M("axis",i),M("edge",o(e)),n.map(a=>Ml(a,r,o))]})}
  ${Kt(n.map(a=>({sample:Sl(a),label:ki(a)})))}`}function $l(t){let n=ln(t).flatMap(a=>a.fleet===void 0?[]:[{iteration:a,fleet:a.fleet}]),[e]=n,r=n[Math.floor(n.length/2)];if(e===void 0||r===void 0)return[];let i=(a,{iteration:l,fleet:u})=>({name:a,title:kt($e(t,l)),asked:u.to-u.from,timesMs:vl(u)}),o=[i("slowest",e)];return e===r?o:[i("typical",r),...o]}function vl({pods:t}){return t.flatMap(n=>n.availableMs??n.availableAtMostMs??[]).sort((n,e)=>n-e)}function Ml({name:t,title:n,timesMs:e,asked:r},i,o){let a=e.map((l,u)=>{let s=i.at(l),c=e[u+1],m=c===void 0?u+1<r?100:s:i.at(c),h=o(u+1);return f`${j("rise",s,[v(o(u)),v(h)])}${M("run",h,[s,m])}`});return f`<g class="curve ${t}">
    <title>${n}: ${e.length} of ${r}</title>
    ${a}
  </g>`}function ki({name:t,title:n,timesMs:e,asked:r}){let i=t==="typical"?"in the middle":"slowest",o=e.at(-1),a=o===void 0?"":`, the last after ${g(o)}`;return`${i}, ${n}: ${e.length} of ${it(r,"new pod")}${a}`}function kl(t){return`How many new pods were available when: ${t.map(e=>`${ki(e)}${e.timesMs[0]===void 0?"":`, the first after ${g(e.timesMs[0])}`}`).join("; ")}.`}function Sl({name:t}){return f`<svg class="sample" width="18" height="14" aria-hidden="true">
    <g class="curve ${t}">${M("run",7)}</g>
  </svg>`}function Si(t){let n=[`${Q(ft(t))} of ${on(t)}, in order`,Gn(t),...Oi(t),...nt(t).map(e=>Pi(e,t))];return Zn(n)}function Ri(t){let{summary:n,timeoutMs:e}=t,r=Mt(n,e).value,i=[["p50",n.p50Ms],["p95",n.p95Ms]];return Zn([`Distribution of the ${ft(t)} of ${it(n.count,"judged iteration")}`,Gn(t),i.map(([o,a])=>`${o} ${nn(a,n.count,r)}`).join(", "),...Oi(t),...nt(t).map(o=>Pi(o,t))])}function Hi(t,n){let e=n.filter(({segments:r})=>r.some(({step:i})=>i==="unseen")).length;return Zn([`One bar for each of ${it(n.length,"iteration")}: scheduling, sandbox, image, containers, then waiting for the answer`,Gn(t),e===0?null:`in ${e} some steps were not seen`,"the table of all iterations has the numbers"])}function Gn({summary:t}){let{minMs:n,maxMs:e}=t;return n===null?null:e===null?`the fastest took ${g(n)}`:`from ${g(n)} to ${g(e)}`}function Oi({summary:t}){return[[t.timedOut,"timed out"],[t.failed,"failed"],[t.invalid,"invalid and not counted"]].filter(([e])=>e>0).map(([e,r])=>`${e} ${r}`)}function Pi({limitMs:t,label:n},e){let i=F(e).filter(St).filter(({kind:o,totalMs:a})=>o!=="unknown"&&(a??1/0)>t);return`${n}: ${i.length} of ${de(e.iterations).length} over it`}function Zn(t){return`${t.filter(n=>n!==null).join("; ")}.`}var[Ni,Rl]=[10,40],Ti=1.5,Hl=.001;function Ai(t){return t.filter(n=>!Y(n)).flatMap(({totalMs:n})=>n??[])}function Li(t,n,e){if(t.length===0)return C(0,n.at(-1)?.limitMs??1e3,{range:e});let[r,i]=[Math.min(...t),Math.max(...t)],o=Math.max(i-r,i*.1,1),a=n.map(({limitMs:u})=>u).filter(u=>u>r-Ti*o&&u<i+Ti*o),l=i-r<Hl?o/2:0;return C(Math.max(0,Math.min(r-l,...a)),Math.max(i+l,...a),{range:e})}function Ii(t,n,e){let r=Math.min(n.fromMs,...t),i=Math.max(n.toMs,...t),o=Ol(t,i-r),l=C(r,i,{range:[r,i],ticks:o}).ticks.map(({at:u})=>u).filter(u=>u>r&&u<i);return lr().domain([r,i]).thresholds(l)([...t]).filter(({length:u})=>u>0).map(u=>({fromMs:u.x0??r,toMs:u.x1??i,count:u.length,over:u.filter(s=>s>e).length}))}function Ol(t,n){let[e,r]=[Math.min(...t),Math.max(...t)];if(!(r>e))return Ni;let i=ur([...t],e,r)*(n/(r-e));return Math.min(Rl,Math.max(Ni,Math.round(i)))}var kn=19;function Ci(t,n){let{p50Ms:e,p95Ms:r}=t.summary,i=nt(t).map(a=>Pl(a,n)),o=[...i.filter(({beyond:a})=>a),...i.filter(({beyond:a})=>!a)];return[...qi("p95",r,n),...qi("p50",e,n),...o]}function qi(t,n,e){return n===null?[]:[{name:"quantile",label:`${t} ${g(n)}`,at:e.at(n),beyond:!1}]}function Pl({limitMs:t,label:n},e){let r=t>e.toMs||t<e.fromMs;return{name:"limit",label:n,at:e.at(t),beyond:r}}function zi({name:t,at:n,beyond:e},r,i){return e?null:j(`pole ${t}`,n,[r*kn+2,i])}function ji({name:t,label:n,at:e,beyond:r},i){let o=e>50,a=o?`${n}, beyond this scale \u2192`:`\u2190 ${n}, beyond this scale`,l=r?0:o?-6:6,u={x:e,y:i*kn+9};return H(`flag ${t}`,u,r?a:n,{anchor:o?"end":"start",shift:l})}var Ei=130,Nl=40,Tl=16,Al=80,Jn=[88,99];function Di(t){let n=F(t).filter(St);if(n.length===0)return null;let e=n.filter(Y).length,r=nt(t),i=Ai(n),o=Li(i,r,[0,e>0?Al:100]),a=Ii(i,o,r[0]?.limitMs??1/0),l=Ci(t,o),u=l.length*kn+Tl,s=m=>l.map((h,d)=>h.name===m?zi(h,d,c.bottomY):null),c={bottomY:u+Ei,most:Math.max(1,e,...a.map(({count:m})=>m))};return W({alt:Ri(t),heightPx:c.bottomY+Nl,plot:[s("quantile"),a.map(m=>Ll(m,o,c)),e>0?ql(e,c):null,Cl(o,c,ft(t)),s("limit"),a.map(m=>Il(m,o,c)),l.map(ji)]})}function te(t,{most:n}){return t/n*Ei}function Ll({fromMs:t,toMs:n,count:e,over:r},i,o){let a=[i.at(t),i.at(n)],l=`${g(t)} to ${g(n)}: ${it(e,"iteration")}`;return f`<g class="bin">
    <title>${l}</title>
    ${ne("within",a,[0,e-r],o)}${ne("over",a,[e-r,e],o)}
  </g>`}function Il({fromMs:t,toMs:n,count:e},r,i){return Bi([r.at(t),r.at(n)],e,i)}function ql(t,n){return f`<g class="bin">
    <title>never: ${it(t,"iteration")}</title>
    ${ne("over",Jn,[0,t],n)}${Bi(Jn,t,n)}
    ${M("axis",n.bottomY,Jn)}
    ${H("tick",{x:93.5,y:n.bottomY+13},"never")}
  </g>`}function ne(t,[n,e],[r,i],o){if(r===i)return null;let a=f`x="${w(n+.15)}" width="${w(Math.max(.3,e-n-.3))}"`,l=v(o.bottomY-te(i,o));return f`<rect
    class="bar ${t}"
    ${a}
    y="${l}"
    height="${v(te(i-r,o))}"
  />`}function Bi([t,n],e,r){return H("count",{x:(t+n)/2,y:r.bottomY-te(e,r)-8},e)}function Cl(t,{bottomY:n},e){let r=t.ticks.map(o=>xt(o,n+13)),i=H("tick",{x:0,y:n+31},e,{anchor:"start"});return f`${M("axis",n,[0,t.at(1/0)])}${r}${i}`}var zl=190,jl=40,Fi=12,Yi=26,El=22,Dl=13,Bl=26,Wi=54,Fl=80;function Xi(t,n){let e=F(t);if(e.length===0)return null;let r=an(t,e),i=Yl(e.some(Y),r.beyond.length>0),o=C(r.fromMs,r.toMs,{range:[i.bottomY,i.topY]});return W({alt:Si(t),heightPx:i.bottomY+jl,side:{widthPx:Wi,content:Wl(o,i,r)},plot:[o.ticks.map(({at:a})=>M("grid",a)),Ul(e,i),Ql(e,o,i),r.shown.map(({limitMs:a})=>M("limit",o.at(a))),_l(i,r.beyond),Zl(e,o,i,n)]})}function Yl(t,n){let e=Fi+(t?Yi:0),r=n?e+El:null,i=r===null?e:r+Bl;return{neverY:t?Fi:null,beyondY:r,topY:i,bottomY:i+zl}}function Wl(t,{neverY:n,beyondY:e,topY:r},{shown:i,beyond:o}){let a=o[0]?.limitMs,l=i.map(({limitMs:s})=>({at:t.at(s),label:vt(s)})),u=({at:s})=>l.every(c=>Math.abs(c.at-s)>Dl);return[...t.ticks.filter(u).map(({at:s,label:c})=>X("tick",s,c)),...l.map(({at:s,label:c})=>X("limit-label",s,c)),...n===null?[]:[X("tick",n,"never")],...e===null||a===void 0?[]:[X("limit-label",e,vt(a)),Xl((e+r)/2-1)]]}function Xl(t){return f`<path class="axis" d="M${Wi-20},${t} l10,-4 m-10,8 l10,-4" fill="none" />`}function _l({neverY:t,beyondY:n},e){return[...t===null?[]:[M("edge",t+Yi/2)],...n===null?[]:[Vl(e,n)]]}function Vl(t,n){let e=H("limit-label",{x:100,y:n-10},Ie(t),{anchor:"end"});return f`${M("limit",n)}${e}`}function Ul(t,{bottomY:n}){let e=ee(t),i=(t.length===1?[0]:Ft(0,t.length-1,8).filter(Number.isInteger)).map(o=>H("tick",{x:e(o),y:n+13},Kl(t[o])));return f`${M("axis",n)}${i}${H("tick",{x:50,y:n+31},"iteration")}`}function Kl(t){return t!==void 0&&/^\d/.test(t.number)?t.number:null}function ee(t){let n=oi([...t.keys()],[0,100]).padding(.5);return e=>n(e)??0}function Ql(t,n,{topY:e,bottomY:r}){let i=ee(t);return t.map((o,a)=>{let l=i(a),u=Y(o)?e:n.at(o.totalMs??0),s=j(Y(o)?"stem open":"stem",l,[r,u]);return f`${s}${o.readyMs===null?null:Gl(l,n.at(o.readyMs),_i(t))}`})}function Gl(t,n,e){return f`<use class="ready-dash" href="#ready-${e}" x="${w(t)}" y="${v(n)}" />`}function _i(t){return t.length>Fl?"small":"large"}function Zl(t,n,{neverY:e},r){let i=ee(t);return t.map((o,a)=>{let l=Y(o)?e??0:n.at(o.totalMs??0);return ui(o,{x:i(a),y:l},_i(t),r(o.index))})}var Jl=54,re=22,ts=26,ns=92,Vi=98,ae=18;function es(t){return t<=25?ae:t<=70?10:6}function Ui(t){let n=en(t),e=t.iterations.map(Sn);if(e.every(({segments:u})=>u.every(({step:s})=>s==="unseen")))return null;let r=es(e.length),i=re+e.length*r,o=[0,e.some(({end:u})=>u==="never")?ns:100],a=C(0,Math.max(1,...e.map(({endMs:u})=>u)),{range:o}),l=u=>({topY:re+u*r,heightPx:r});return W({alt:Hi(t,e),heightPx:i+ts,side:{widthPx:Jl,content:e.map((u,s)=>rs(u,n,l(s)))},plot:[is(a,i),e.map((u,s)=>os(u,n,l(s),a))]})}function ie({topY:t,heightPx:n}){return t+n/2}function rs({index:t,warmup:n},e,r){let i=r.heightPx>=ae?1:r.heightPx>=10?5:10,o=Number(e.get(t));return n?X("tick",ie(r),"warm-up"):o%i===0?X("tick",ie(r),o):null}function is({ticks:t},n){return t.map(e=>f`${xt(e,8)}${qt(e,[re-4,n+4])}`)}function os(t,n,e,r){let i=t.segments.map(o=>as(o,e,r));return f`<g class="${t.warmup?"row warmup":"row"}" data-iteration="${t.index}">
    <title>${us(t,n.get(t.index)??"")}</title>
    ${i}${ls(t,e,r)}${ss(t,e,r)}
  </g> `}function as({step:t,fromMs:n,toMs:e},{topY:r,heightPx:i},o){let a=o.at(n),l=f`x="${w(a)}" width="${w(o.at(e)-a)}"`,u=f`y="${v(r+i*.12)}" height="${v(i*.76)}"`;return f`<rect class="step ${t}" ${l} ${u} />`}function ls({end:t,endMs:n},e,r){let i=ie(e),o=r.at(n),a=e.heightPx<ae?"small":"large";return t==="answered"?null:t==="invalid"?at(oe[t],{x:o,y:i},a):f`${M("open",i,[o,Vi])}${at(oe[t],{x:Vi,y:i},a)}`}var oe={never:{kind:"timed-out",warmup:!1},invalid:{kind:"invalid",warmup:!1}};function ss({readyMs:t},{topY:n,heightPx:e},r){return t===null?null:j("ready-tick",r.at(t),[n,n+e])}function us({end:t,segments:n,readyMs:e},r){let i=n.map(({step:a,fromMs:l,toMs:u})=>`${Qi[a]} ${g(u-l)}`),o=e===null?[]:[`Ready after ${g(e)}`];return`${kt(r)}: ${[...i,...o,...Ki[t]].join(", ")}`}var Ki={answered:[],never:["never answered"],invalid:["invalid, not counted"]},Qi={scheduling:"scheduling",sandbox:"sandbox",image:"image",containers:"containers",answer:"waiting for the answer",unseen:"steps not seen"};function Gi({iterations:t}){let n=t.map(Sn),e=n.flatMap(({segments:l})=>l.filter(({fromMs:u,toMs:s})=>s>u)),i=[..._e,"unseen"].filter(l=>e.some(({step:u})=>u===l)).map(l=>({sample:fs(l),label:Qi[l]})),o=n.some(({readyMs:l})=>l!==null)?[cs]:[],a=["never","invalid"].filter(l=>n.some(u=>u.end===l));return[...i,...o,...a.map(ms)]}function fs(t){return f`<svg class="sample" width="18" height="14" aria-hidden="true">
    <rect class="step ${t}" x="1" y="2" width="16" height="10" />
  </svg>`}var cs={sample:f`<svg class="sample" width="8" height="14" aria-hidden="true">
    ${j("ready-tick",50,[0,14])}
  </svg>`,label:"Ready"};function ms(t){return{sample:f`<svg class="sample" width="14" height="14" aria-hidden="true">
    ${at(oe[t],{x:50,y:7},"large")}
  </svg>`,label:Ki[t].join("")}}var Zi=22,Ji=8,hs=26,ds=142,ps=22,gs=40;function to(t,n,e){let{instants:r,names:i}=eo(t);if(r.length===0)return null;let o=Ji+r.length*Zi,a=C(0,Math.max(1,...r.map(({sinceStartMs:l})=>l)));return W({alt:ro(n,e,r,i),heightPx:o+hs,side:{widthPx:ds,content:i.map(ys)},plot:[a.ticks.map(l=>qt(l,[0,o+4])),r.map((l,u)=>xs(l,io(u),a))]})}function no(t,n,e){let{instants:r,names:i}=eo(t);return r.length===0?null:ro(n,e,r,i)}function eo(t){let n=Ve(t).filter(({name:r})=>!ve(r)).slice(-gs),e=new Set(n.flatMap(({container:r})=>r??[])).size>1;return{instants:n,names:n.map(r=>bs(r,e))}}function ro(t,n,e,r){let i=e.map(({sinceStartMs:o},a)=>`${r[a]??""} ${g(o)}`);return`Instants of ${kt(t)} since the ${n}: ${i.join(", ")}.`}function bs({name:t,container:n},e){let r=t.replaceAll("-"," ");return e&&n!==void 0?`${r} ${n}`:r}function io(t){return Ji+(t+.5)*Zi}function ys(t,n){return X("label",io(n),V(t,ps))}function xs({sinceStartMs:t,resolutionMs:n,name:e},r,i){let o=i.at(t),a=i.at(Math.max(0,t-n)),l=g(t),u=o>75?{anchor:"end",shift:-9}:{anchor:"start",shift:9};return f`<g class="${e==="answered"?"instant answer":"instant"}">
    <title>${l}, at most ${g(n)} earlier</title>
    ${M("blur",r,[a,o])}
    <circle cx="${w(o)}" cy="${v(r)}" r="4" />
    ${H("value",{x:o,y:r},l,u)}
  </g>`}var ws=100;function le(t,n){return`timeline-${t}-${n}`}function oo(t,n){let[e=t.iterations[0]]=ln(t);if(e===void 0)return null;let r=jt(t),i=new Map(F(t).map(a=>[a.index,a])),o=t.iterations.map(a=>{let{index:l}=a,{title:u="",number:s=""}=i.get(l)??{},c=a===e,m=c||t.iterations.length<=ws,h=c?f` checked`:null,d=f`<input
      type="radio"
      name="timeline-${n}"
      id="${le(n,l)}"
      aria-label="${u}"
      ${h}
    />`;return f`${d}
      <div class="chosen">
        <p class="faint small">
          ${c?f`The slowest ${r}. `:null}${Ms(a,s,t)}
        </p>
        ${m?$s(a,s,t):vs(a,s,t)}
      </div> `});return f`<h3>Timeline of one ${r}</h3>
    <p class="faint small">
      Click a mark in the chart above, or choose here with the mouse or the arrow keys. Instants on the clock
      of this machine since the ${ct(t)}; a line to the left of a dot says how much earlier it may
      have been.
    </p>
    <div class="choice" role="radiogroup" aria-label="Timeline of one ${r}: ${A(t)}">
      ${o}
    </div> `}function $s(t,n,e){let r=to(t,n,ct(e));return r===null?null:f`<figure class="timeline">${r}</figure>`}function vs(t,n,e){let r=no(t,n,ct(e));return r===null?null:f`<p>${r}</p>`}function Ms(t,n,e){let{outcome:r,reason:i,message:o,totalMs:a,nodeName:l,probe:u}=t,s=r==="answered"?`answered after ${g(a)}`:r.replace("-"," "),c=i===null?null:f`, ${p(i)}${o===null?null:f`: ${p(o)}`}`,m=l===null?null:f`, on <code>${p(l)}</code>`,h=u.lastError===null?null:f`, the last error: ${p(u.lastError)}`;return f`${Q(jt(e))} ${n} ${s}${c}${m}. Attempts: ${u.attempts}${h}.`}function ao(t,n){let e=Xi(t,r=>le(n,r));return e===null?null:f`<div>
    <h3>Iterations in order</h3>
    <figure class="iterations">
      ${e}
      <figcaption>${Kt(ks(t))}</figcaption>
    </figure>
  </div>`}function ks(t){let n=F(t),e=nt(t)[0]?.limitMs,r=n.filter(({warmup:c})=>!c),i=Ss(r).map(({kind:c,count:m})=>({sample:Un({kind:c,warmup:!1}),label:`${m} ${Rs(c,e)}`})),o=n.length-r.length,a=n.find(({warmup:c})=>c),l=a===void 0?[]:[{sample:Un(a),label:`${o} warm-up, not judged`}],u=an(t,n).shown.map(({label:c})=>({sample:Os,label:c})),s=n.some(({readyMs:c})=>c!==null)?[{sample:Hs,label:"Ready"}]:[];return[...i,...l,...s,...u]}function Ss(t){return[...new Set(t.map(({kind:e})=>e))].map(e=>({kind:e,count:t.filter(r=>r.kind===e).length}))}function Rs(t,n){return t==="within"?n===void 0?"answered":`within ${vt(n)}`:t==="over"?`over ${vt(n??0)}`:{"timed-out":"timed out",failed:"failed",invalid:"invalid, not counted",unknown:"answered, time unknown"}[t]}var Hs=f`<svg class="sample" width="10" height="14" aria-hidden="true">
  <use class="ready-dash" href="#ready-large" x="5" y="7" />
</svg>`,Os=f`<svg class="sample" width="18" height="14" aria-hidden="true">
  ${M("limit",7)}
</svg>`;function lo(t){let n=Di(t);return n===null?null:f`<div>
    <h3>Distribution</h3>
    <figure class="distribution">${n}</figure>
  </div>`}function so(t){let n=Mi(t);return n===null?null:f`<h3>New pods available</h3>
    <p class="faint small">How many of them were Ready and answering, since the ${ct(t)}.</p>
    <figure class="availability">${n}</figure> `}function uo(t){let n=Ui(t);return n===null?null:f`<h3>What happened when</h3>
    <p class="faint small">
      Every iteration from its ${ct(t)} on, by when this machine saw each
      step${Ps(t)}.
    </p>
    <figure class="waterfall">
      ${n}
      <figcaption>${Kt(Gi(t))}</figcaption>
    </figure> `}function Ps({iterations:t}){return t.some(({warmup:n})=>n)?"; (w) is a warm-up":""}function fo(t){let{summary:n,ready:e,comparison:r,timeoutMs:i}=t;if(n.count===0)return null;let o=ci(t),{baseline:a}=r??{},l=[{label:ft(t),name:"main",now:n,before:a?.summary},{label:Se(t),name:"other",now:e,before:a?.ready},...He(t).map(s=>({label:Oe(s),name:"other",now:s.distribution,before:s.before}))],u=O({name:"latency",label:`Latency: ${A(t)}`,heads:["Latency",...lt(["p50","p95","max"])],rows:l.map(s=>Ns(s,a,o))});return n.maxMs!==null?u:f`${u}
    <p class="faint small">${o}: ${Mt(n,i).why}</p> `}function Ns({label:t,name:n,now:e,before:r},i,o){let a=f`<tr class="${n}">
    <th scope="row">${t}</th>
    ${Ut(e,o).map(T)}
  </tr> `;return r===void 0||i===void 0?a:f`${a}${Ts(e,r,i,o)}`}function Ts(t,n,{label:e},r){let i=["p50Ms","p95Ms","maxMs"].map(o=>As(n[o],t[o]));return f`<tr class="beside">
      <th scope="row">${p(e)}</th>
      ${Ut(n,r).map(T)}
    </tr>
    <tr class="beside change">
      <th scope="row">change</th>
      ${i}
    </tr> `}function As(t,n){let e=yi(t,n);if(e===null)return T(B);let r=e.share===null?null:f` <span class="nowrap">(${e.share})</span>`;return f`<td class="number change"><span class="nowrap">${e.time}</span>${r}</td>`}function co(t){let{iterations:n}=t;if(n.length===0)return null;let e=me.filter(c=>n.some(m=>mo(m,c)!==null)),r=n.some(({healing:c})=>c!==void 0),i=n.some(({fleet:c})=>c!==void 0),o=n.some(({sliMs:c})=>c!==null),a=[...o?["SLI"]:[],...r?["outage"]:[],...i?["first pod","half"]:[]],l=[...Re(t),...a,...e.map(c=>c.replace("-"," "))],u=en(t),s=O({name:"every-iteration",label:`All iterations: ${A(t)}`,heads:[Q(jt(t)),"Outcome",...lt(l),"Node"],rows:n.map(c=>Ls(c,e,o,u))});return f`<details>
    <summary>All iterations in numbers</summary>
    ${s}
  </details> `}function Ls(t,n,e,r){let{index:i,totalMs:o,readyMs:a,sliMs:l,nodeName:u,healing:s,fleet:c}=t,m=[...e?[l]:[],...s===void 0?[]:[s.outageMs],...c===void 0?[]:[c.firstMs,c.halfMs]],h=[o,a,...m,...n.map(d=>mo(t,d))];return L(r.get(i)??String(i),[R(Is(t)),h.map(d=>T(g(d))),R(u===null?B:f`<code>${p(u)}</code>`)])}function mo({phases:t},n){return t[he[n]]}function Is(t){let{outcome:n,reason:e}=t,r=e===null?null:f`: ${p(e)}`,i=Me(t);return f`${n.replace("-"," ")}${r}${i===""?null:f`; ${p(i)}`}`}function ho(t){if(t.objectives.length===0)return null;let n=O({name:"objectives",label:`Objectives: ${A(t)}`,heads:["Objective",{number:"Measured"},"Verdict"],rows:t.objectives.map(e=>qs(e,t))});return f`<h3>Objectives</h3>
    ${n}`}function qs(t,n){let{expression:e,verdict:r}=t,i=L(f`<code>${p(e)}</code>`,[T(De(t,n)),R(z(r,Be(t)))]);return f`${i}
    <tr class="evidence">
      <td colspan="3">${p(Fe(t))}</td>
    </tr> `}var Cs=16;function po({count:t,p50Ms:n,p95Ms:e,maxMs:r},i){let o=s=>s===null?t>0?100:0:s/Math.max(i,1)*100,[a,l,u]=[o(n),o(e),o(r)];return f`<svg class="phase-bar" width="100%" height="${Cs}" aria-hidden="true">
    <rect class="bar within" x="0" width="${w(a)}" y="3" height="10" />
    <line class="whisker" x1="${w(a)}" x2="${w(l)}" y1="8" y2="8" />
    <line class="whisker end" x1="${w(u)}" x2="${w(u)}" y1="3" y2="13" />
  </svg>`}function go(t){let n=qe(t);if(n.length===0)return null;let e=Math.max(0,...n.map(({distribution:o})=>js(o))),r=n.some(({distribution:o})=>o?.maxMs===null),i=O({name:"phases",label:`Phases: ${A(t)}`,heads:["Phase",`0 to ${r?"never":g(e)}`,...lt(["p50","p95","max"])],rows:n.map(o=>Es(o,r?e*zs:e))});return f`<h3>Where the time went</h3>
    <p class="faint small">
      Phases overlap, so they need not add up. Bars reach to the p50, lines to the p95, ticks stand at the
      max.
    </p>
    ${i}`}var zs=1.15;function js(t){let{p50Ms:n=null,p95Ms:e=null,maxMs:r=null}=t??{};return Math.max(n??0,e??0,r??0)}function Es({name:t,distribution:n,remark:e},r){let i=n===null?[B,B,B]:Ut(n,"never"),o=e===""?null:f`<span class="remark">${e}</span>`;return L(f`${t}${o}`,[f`<td class="drawn">${n===null?null:po(n,r)}</td>`,i.map(T)])}function bo(t,n,e,r){let i=Ds(t,n,r),{verdict:o}=t;return e||o!=="met"?i:f`<details class="part folded" id="folded-${n}">
    <summary>${A(t)} <span class="small">${z(o)}</span></summary>
    ${i}
  </details> `}function Ds(t,n,e){let i=e.scenarios.length>1?f` <span class="small">${z(t.verdict)}</span>`:null;return f`<section class="part" id="scenario-${n}" aria-labelledby="name-${n}">
    <h2 id="name-${n}">${A(t)}${i}</h2>
    <p class="faint small">${Ys(t,e)}</p>
    ${fo(t)}${yt(Ae(t))}${ho(t)}${wi(t)}${Bs(t)}
    <div class="charts">${ao(t,n)}${lo(t)}</div>
    ${oo(t,n)}
    ${so(t)}${go(t)}${Ws(t)}${uo(t)}${Fs(t)}${co(t)}
  </section>`}function Bs(t){let n=Ee(t);return n.length===0?null:f`<h3>What to do</h3>
    <ul>
      ${n.map(e=>f`<li>${p(e)}</li>`)}
    </ul>`}function Fs(t){let n=je(t).map(({title:e,lines:r})=>f`<h3>${e}</h3>
        <ul class="small">
          ${r.map(i=>f`<li><code>${i}</code></li>`)}
        </ul>`);return f`${n}`}function Ys(t,{measurement:n}){let{image:e,imagePullPolicy:r}=t,i=ze(t,n),o=[e===null?f`${p(Ne(t))}`:f`<code>${p(e)}</code>`,f`${on(t)}`,...Pe(t).map(a=>f`${a}`),r===null?null:f`imagePullPolicy <code>${r}</code>`,...Te(t).map(a=>f`${p(a)}`),i===null?null:f`${p(i)}`];return f`${o.filter(a=>a!==null).map((a,l)=>f`${l===0?"":f` · `}${a}`)}`}function Ws(t){if(t.causes.length===0)return null;let n=O({name:"causes",label:`Likely causes: ${A(t)}`,heads:["Cause",{number:"Would save"}],rows:t.causes.map(({message:e,savesMs:r})=>L(p(e),[T(r===null?B:`\u2248 ${g(r)}`)]))});return f`<h3>Likely causes, and about what each would save</h3>
    ${n}`}import{createHash as Xs}from"node:crypto";var yo=`
figure { margin: 0.75rem 0 0; }
.charts { display: grid; gap: 0 2.5rem; }
.charts > * { min-width: 0; }
.chart { display: grid; }
.chart.with-side { grid-template-columns: auto minmax(0, 1fr); }
.chart svg { display: block; overflow: visible; }
.chart text { font-size: 0.75rem; fill: var(--faint); }
.chart text.tick { fill: var(--faint); }
.chart text.label { fill: var(--text); }
.chart :is(text.value, text.count, text.flag) { fill: var(--text); }
.grid { stroke: var(--hair); } .axis, .edge { stroke: var(--line); } .edge { stroke-dasharray: 1 3; }
.limit { stroke: var(--bad); stroke-dasharray: 6 4; stroke-width: 1.5; }
.chart text.limit-label, .chart text.flag.limit { fill: var(--bad); }
.chart :is(text.flag, text.count, text.value) {
  stroke: var(--page); stroke-width: 4; paint-order: stroke; stroke-linejoin: round;
}
.stem { stroke: var(--data-soft); stroke-width: 1.5; } .stem.open { stroke: var(--bad); stroke-dasharray: 2 4; }
.median { stroke: var(--text); stroke-width: 2; }
.ready-dash { stroke: var(--data); stroke-width: 1.5; }

.mark { fill: var(--data); stroke: var(--page); stroke-width: 1; }
.mark.over, .mark.timed-out, .mark.failed { fill: var(--bad); }
.mark.invalid, .mark.unknown { fill: none; stroke: var(--doubtful); stroke-width: 2; }
.mark.warmup { fill: var(--page); stroke: var(--line); stroke-width: 1.5; }
:is(.iteration, .start):hover .mark { stroke: var(--text); stroke-width: 2; }

.bar.within { fill: var(--data); } .bar.over { fill: url(#hatch-over); stroke: var(--bad); }
.hatch.over .ground { fill: var(--page); } .hatch.over .stripe { fill: var(--bad); }
.pole { stroke: var(--line); } .pole.limit { stroke: var(--bad); stroke-dasharray: 6 4; stroke-width: 1.5; }
.bin:hover .bar.within { fill: var(--text); }

.step { stroke: var(--page); stroke-width: 0.5; }
.step.scheduling { fill: var(--step-scheduling); } .step.sandbox { fill: var(--step-sandbox); }
.step.image { fill: var(--step-image); } .step.containers { fill: var(--step-containers); }
.step.answer { fill: var(--step-answer); stroke: var(--step-edge); }
.step.unseen { fill: url(#hatch-unseen); stroke: var(--line); }
.hatch.unseen .ground { fill: var(--page); } .hatch.unseen .stripe { fill: var(--line); }
.row:hover .step { stroke: var(--text); stroke-width: 1; }
.ready-tick { stroke: var(--text); stroke-width: 2; }
.open { stroke: var(--bad); stroke-dasharray: 2 4; stroke-width: 1.5; }

.instant circle { fill: var(--data); } .instant .blur { stroke: var(--data); stroke-width: 2; opacity: 0.6; }
.instant.answer circle { fill: var(--text); }

.choice { display: flex; flex-wrap: wrap; gap: 0.2rem; }
.choice > input { width: 0.9rem; height: 0.9rem; margin: 0.15rem; accent-color: var(--data); }
.choice > .chosen { order: 1; flex: 0 0 100%; min-width: 0; display: none; }
.choice > input:checked + .chosen { display: block; }
.pick { transform: translate(-8px, -8px); }
.pick label { display: block; height: 16px; cursor: pointer; }

.curve line { stroke: var(--data); stroke-width: 2; }
.curve.slowest line { stroke: var(--text); stroke-width: 1.5; stroke-dasharray: 4 2; }

.phase-bar { display: block; min-width: 4.5rem; overflow: visible; }
.whisker { stroke: var(--line); stroke-width: 1.5; }
td.drawn { width: 100%; padding-top: 0.65rem; }

.legend {
  display: flex; flex-wrap: wrap; gap: 0.2rem 1.2rem; margin: 0.6rem 0 0; padding: 0; list-style: none;
  color: var(--faint); font-size: 0.8125rem;
}
.legend li { display: flex; align-items: center; gap: 0.4rem; }
.sample { flex: none; overflow: visible; }

@media (max-width: 40rem) { .phase-bar { min-width: 3rem; } .tick.minor { display: none; } }
@media (min-width: 56rem) { .charts { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); } }
@media print { .charts { grid-template-columns: 1fr; } }
`;var xo=`
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
}
header, main, footer { max-width: 62rem; margin: 0 auto; padding: 0 1.5rem; }
h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; }
p { margin: 0.5rem 0; max-width: 46rem; text-wrap: pretty; }
code { font: 0.875em ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; }
a { color: inherit; text-decoration-color: var(--line); text-underline-offset: 0.2em; }
p.small { max-width: none; }
.faint { color: var(--faint); }
.small { font-size: 0.875rem; }
.good { color: var(--good); } .bad { color: var(--bad); } .doubtful { color: var(--doubtful); }
.strong { color: var(--strong); }
.heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.definitions { position: absolute; }

header { padding-top: 2.5rem; }
.kicker { margin: 0 0 1rem; color: var(--faint); font-size: 0.875rem; }
h1 { display: flex; gap: 0.9rem; margin: 0; font-size: 1.625rem; font-weight: 600; letter-spacing: -0.011em; }
h1 svg { flex: none; width: 2rem; height: 2rem; margin-top: 0.05rem; }
h1 svg .disc { fill: currentColor; } h1 svg .sign { stroke: var(--page); stroke-width: 2.4; fill: none; }
h1 .word { display: block; font-size: 0.875rem; font-weight: 700; letter-spacing: 0.06em; }

section.part { margin-top: 2.75rem; padding-top: 1.5rem; border-top: 1px solid var(--hair); }
h2 { margin: 0 0 0.25rem; font-size: 1.25rem; font-weight: 600; }
h3 { margin: 2.25rem 0 0.5rem; font-size: 1rem; font-weight: 600; }
h3 + p { margin-top: 0; }

table { border-collapse: collapse; font-size: 0.9375rem; }
caption { text-align: left; }
th { color: var(--faint); font-size: 0.8125rem; font-weight: 500; text-align: left; vertical-align: bottom; }
th, td { padding: 0.4rem 1.25rem 0.4rem 0; border-bottom: 1px solid var(--hair); }
th:last-child, td:last-child { padding-right: 0; }
td { vertical-align: top; }
tbody th { color: var(--text); font-size: inherit; font-weight: 400; vertical-align: top; }
tbody tr:last-child > * { border-bottom: 0; }
.number { text-align: right; white-space: nowrap; }
.nowrap { white-space: nowrap; }
table.causes tbody th, .words { min-width: 14rem; overflow-wrap: anywhere; }
.words { display: inline-block; }
table.phases tbody th { white-space: nowrap; }
.remark { display: block; color: var(--faint); font-size: 0.8125rem; }
.scroll { overflow-x: auto; margin: 0.5rem 0; }
.scroll:focus-visible { outline: 2px solid var(--data); outline-offset: 3px; }
.scroll table { overflow-wrap: normal; }
table.latency .number { min-width: 5.25rem; padding: 0.4rem 0 0.4rem 1.25rem; }
table.latency :is(th, td) { vertical-align: baseline; }
table.latency .main td { font-size: 1.5rem; font-weight: 600; line-height: 1.2; letter-spacing: -0.015em; }
table.latency tr.beside > * { padding-top: 0; color: var(--faint); font-size: 0.875rem; }
table.latency tr:has(+ .beside) > * { border-bottom: 0; }
.number.change { white-space: normal; }
table.objectives th:last-child { width: 100%; }
table.objectives tbody th { white-space: nowrap; }
table.objectives tbody tr:not(.evidence) > * { border-bottom: 0; padding-bottom: 0; }
table.objectives .evidence td { color: var(--faint); font-size: 0.8125rem; padding-top: 0.15rem; }

ul.remarks { margin: 0.75rem 0; padding-left: 1.1rem; max-width: 46rem; }
ul.remarks li { margin: 0.3rem 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.35rem 1.5rem; margin: 0.75rem 0; font-size: 0.9375rem; }
dt { color: var(--faint); } dd { margin: 0; min-width: 0; }
details { margin: 1.25rem 0; }
summary { cursor: pointer; font-weight: 500; }
summary:focus-visible { outline: 2px solid var(--data); outline-offset: 3px; }
footer { margin-top: 3rem; padding-top: 1rem; padding-bottom: 3rem; color: var(--faint); font-size: 0.8125rem; }

@media (max-width: 40rem) {
  header, main, footer { padding-left: 1rem; padding-right: 1rem; }
  header { padding-top: 1.5rem; }
  h1 { font-size: 1.3125rem; gap: 0.7rem; } h1 svg { width: 1.6rem; height: 1.6rem; }
  th, td { padding-right: 0.8rem; }
  table { font-size: 0.875rem; }
  table.latency { width: 100%; } table.latency .number { min-width: 0; padding-left: 0.5rem; }
  table.phases { font-size: 0.8125rem; } table.phases :is(th, td) { padding-right: 0.5rem; }
   table.latency .main td { font-size: 1.125rem; }
  dl { grid-template-columns: fit-content(40%) 1fr; gap: 0.35rem 1rem; }
  table.causes tbody th, .words { min-width: 9rem; }
}
@media print {
  @page { margin: 14mm; }
  html { font-size: 75%; }
  header, main, footer { max-width: none; padding-left: 0; padding-right: 0; }
  header { padding-top: 0; }
  th, td { padding-right: 0.8rem; }
  .scroll { overflow: visible; } .scroll table { max-width: 100%; } .scroll td { overflow-wrap: anywhere; }
  .words, table.causes tbody th { min-width: 0; }
  table.every-iteration :is(th, td) { padding: 0.15rem 0.5rem 0.15rem 0; font-size: 0.75rem; }
  table.every-iteration thead th { white-space: normal; }
  h2, h3, summary { break-after: avoid; }
  figure, tr, li, dl { break-inside: avoid; }
  details::details-content { content-visibility: visible; block-size: auto; }
}
`;var _s=`
:root {
  color-scheme: light dark;
  --page: #fff; --raised: #f6f7f9; --text: #1d2127; --faint: #5b636e; --hair: #dfe3e8; --line: #868e99;
  --good: #146c3c; --bad: #b3261e; --doubtful: #855300; --strong: #3b4350;
  --data: #3465a4; --data-soft: #a9c1e0;
  --step-scheduling: #868e99; --step-sandbox: #8fb0d9; --step-image: #3f72b3; --step-containers: #173257;
  --step-answer: #dbe6f3; --step-edge: #56779f;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #111418; --raised: #1a1e24; --text: #e4e7eb; --faint: #9ba4b0; --hair: #2b3139; --line: #77808c;
    --good: #67c58f; --bad: #ff8f85; --doubtful: #e3b053; --strong: #c3cad3;
    --data: #7aa9e6; --data-soft: #34527a;
    --step-scheduling: #868e99; --step-sandbox: #3f6aa3; --step-image: #7fabe2; --step-containers: #e3edfa;
    --step-answer: #22344b; --step-edge: #7f9cc0;
  }
}`,wo=`${_s}
${xo}
${yo}
`,$o=Ue(`<style>${wo}</style>`),vo=["default-src 'none'",`style-src 'sha256-${Xs("sha256").update(wo).digest("base64")}'`,"base-uri 'none'","form-action 'none'"].join("; ");function Mo(t){let{word:n,role:e,sentence:r}=sn(t),{cluster:i,startedAt:o}=t;return f`<header>
    <p class="kicker">
      Pod start times · Kubernetes ${i.version} · ${J(o)}${fi(t)}
    </p>
    <h1 class="verdict">
      ${Vs(e)}<span><span class="word ${e}">${n}</span> ${V(r,$t)}</span>
    </h1>
  </header>`}function Vs(t){return f`<svg class="${t}" viewBox="0 0 24 24" aria-hidden="true">
    <circle class="disc" cx="12" cy="12" r="12" />
    <path class="sign" d="${Us[t]}" />
  </svg>`}var se="M6.5 12H17.5",Us={good:"M6.5 12.5L10.5 16.5L17.5 8.5",bad:"M8 8L16 16M16 8L8 16",doubtful:"M12 6V13.5M12 16V18",strong:se,heading:se,faint:se};function Lh(t){let{word:n,sentence:e}=sn(t),r=`${n}: ${V(e,$t)}`;return`<!DOCTYPE html>
${Ke(Ks(t,r))}
`}function Ks(t,n){let e=rn(t).length<2;return f`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content="${vo}" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="referrer" content="no-referrer" />
      <meta name="generator" content="pod-start-slo ${t.tool.version}" />
      <title>${n}</title>
      ${$o}
    </head>
    <body>
      ${si()} ${Mo(t)}
      <main>
        ${bi(t)}
        ${t.scenarios.map((r,i)=>({scenario:r,place:i+1})).toSorted((r,i)=>Xe(r.scenario,i.scenario)).map(({scenario:r,place:i})=>bo(r,i,e,t))}
        ${mi(t)}${hi(t)}
      </main>
      <footer>pod-start-slo ${t.tool.version}, run ${t.runId}</footer>
    </body>
  </html>`}export{Lh as renderHtml};
