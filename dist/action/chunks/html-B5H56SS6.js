import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);
import{a as Xe,b as _e,c as Hn}from"./chunk-MEMPIZB5.js";import{c as Fe,d as Ye}from"./chunk-6GZXOVFL.js";import{a as We}from"./chunk-6J2XOZUM.js";import{a as an,b as Ne,c as Ae,d as Te,e as nt,f as Q,g as F,h as St,i as ln,j as Le,k as qe,l as sn,m as Ce,n as Ie}from"./chunk-D44CMZ3X.js";import{a as ze}from"./chunk-JD73KKEB.js";import{a as un,c as Ee,d as De,e as Be}from"./chunk-IWYH5WB4.js";import"./chunk-UM446YXL.js";import{a as je}from"./chunk-DS6B2GQO.js";import"./chunk-3MNU4SJV.js";import{a as ve}from"./chunk-DKUIS4L6.js";import"./chunk-I4IW7Y3Y.js";import"./chunk-PLDEK7L4.js";import"./chunk-B6JX5MWC.js";import"./chunk-2A74PFTA.js";import{a as ft,b as jt,c as Me,d as K,e as ke,f as Se,h as Et,i as kt,j as He,k as Re,l as Pe,m as Oe}from"./chunk-OOJWGSUY.js";import"./chunk-FWEJJEOL.js";import"./chunk-YNBNASE6.js";import{m as $e}from"./chunk-XLYCOQYB.js";import{b as on}from"./chunk-KHO4GTRT.js";import"./chunk-K77HW7NA.js";import"./chunk-H5XGGKS5.js";import{a as rn,b as It,c as Mt}from"./chunk-5TPMD3JG.js";import{a as de,b as pe,c as ge,d as be,f as ye,g as xe}from"./chunk-A5DSDQZB.js";import{a as B,b as g,c as $t,d as vt,e as en}from"./chunk-KQNRDTPP.js";import{a as we}from"./chunk-OVC6PRVG.js";import{a as it}from"./chunk-VZMCVN7K.js";import{a as ce,b as wt,c as _}from"./chunk-SXGXL4DA.js";import"./chunk-7IC5YOMH.js";import"./chunk-56SOYP4X.js";import"./chunk-PEBR6QLJ.js";import"./chunk-3NLI5NLW.js";import"./chunk-PJL7WXXH.js";import{a as me,b as he}from"./chunk-TIZXS3MT.js";import"./chunk-NAUGEZWX.js";var Dt=Symbol("markup");function f(t,...n){let e=t.map(r=>r.replaceAll(wo,`
`));return{[Dt]:String.raw({raw:e},...n.map(Ke))}}var wo=/\s*\n\s*/g;function Ve(t){return{[Dt]:t}}function Ue(t){return t[Dt]}function Ke(t){return t===null?"":typeof t=="string"?Mo(t):typeof t=="number"?String(t):Dt in t?t[Dt]:t.map(Ke).join("")}var $o={"&":"&amp;","<":"&lt;",">":"&gt;",'"':"&quot;","'":"&#39;"},vo=/(?<=\d) (?=(?:%|×|ms|s|min)(?![\p{L}\d]))/gu;function Mo(t){return ce(t).replaceAll(/[&<>"']/g,n=>$o[n]??"").replaceAll(vo,"&nbsp;")}function ct(t,n){return t==null||n==null?NaN:t<n?-1:t>n?1:t>=n?0:NaN}function ko(t,n){return t==null||n==null?NaN:n<t?-1:n>t?1:n>=t?0:NaN}function Je(t){let n,e,r;t.length!==2?(n=ct,e=(l,s)=>ct(t(l),s),r=(l,s)=>t(l)-s):(n=t===ct||t===ko?t:So,e=t,r=t);function i(l,s,u=0,m=l.length){if(u<m){if(n(s,s)!==0)return m;do{let c=u+m>>>1;e(l[c],s)<0?u=c+1:m=c}while(u<m)}return u}function o(l,s,u=0,m=l.length){if(u<m){if(n(s,s)!==0)return m;do{let c=u+m>>>1;e(l[c],s)<=0?u=c+1:m=c}while(u<m)}return u}function a(l,s,u=0,m=l.length){let c=i(l,s,u,m-1);return c>u&&r(l[c-1],s)>-r(l[c],s)?c-1:c}return{left:i,center:a,right:o}}function So(){return 0}function Ho(t){return t===null?NaN:+t}function*Ro(t,n){if(n===void 0)for(let e of t)e!=null&&(e=+e)>=e&&(yield e);else{let e=-1;for(let r of t)(r=n(r,++e,t))!=null&&(r=+r)>=r&&(yield r)}}var tr=Je(ct),Nn=tr.right,_s=tr.left,Vs=Je(Ho).center;var Us=nr(er),Ks=nr(Po);function nr(t){return function(n,e,r=e){if(!((e=+e)>=0))throw new RangeError("invalid rx");if(!((r=+r)>=0))throw new RangeError("invalid ry");let{data:i,width:o,height:a}=n;if(!((o=Math.floor(o))>=0))throw new RangeError("invalid width");if(!((a=Math.floor(a!==void 0?a:i.length/o))>=0))throw new RangeError("invalid height");if(!o||!a||!e&&!r)return n;let l=e&&t(e),s=r&&t(r),u=i.slice();return l&&s?(Ht(l,u,i,o,a),Ht(l,i,u,o,a),Ht(l,u,i,o,a),Rt(s,i,u,o,a),Rt(s,u,i,o,a),Rt(s,i,u,o,a)):l?(Ht(l,i,u,o,a),Ht(l,u,i,o,a),Ht(l,i,u,o,a)):s&&(Rt(s,i,u,o,a),Rt(s,u,i,o,a),Rt(s,i,u,o,a)),n}}function Ht(t,n,e,r,i){for(let o=0,a=r*i;o<a;)t(n,e,o,o+=r,1)}function Rt(t,n,e,r,i){for(let o=0,a=r*i;o<r;++o)t(n,e,o,o+a,r)}function Po(t){let n=er(t);return(e,r,i,o,a)=>{i<<=2,o<<=2,a<<=2,n(e,r,i+0,o+0,a),n(e,r,i+1,o+1,a),n(e,r,i+2,o+2,a),n(e,r,i+3,o+3,a)}}function er(t){let n=Math.floor(t);if(n===t)return Oo(t);let e=t-n,r=2*t+1;return(i,o,a,l,s)=>{if(!((l-=s)>=a))return;let u=n*o[a],m=s*n,c=m+s;for(let h=a,d=a+m;h<d;h+=s)u+=o[Math.min(l,h)];for(let h=a,d=l;h<=d;h+=s)u+=o[Math.min(l,h+m)],i[h]=(u+e*(o[Math.max(a,h-c)]+o[Math.min(l,h+c)]))/r,u-=o[Math.max(a,h-m)]}}function Oo(t){let n=2*t+1;return(e,r,i,o,a)=>{if(!((o-=a)>=i))return;let l=t*r[i],s=a*t;for(let u=i,m=i+s;u<m;u+=a)l+=r[Math.min(o,u)];for(let u=i,m=o;u<=m;u+=a)l+=r[Math.min(o,u+s)],e[u]=l/n,l-=r[Math.max(i,u-s)]}}function rr(t,n){let e=0;if(n===void 0)for(let r of t)r!=null&&(r=+r)>=r&&++e;else{let r=-1;for(let i of t)(i=n(i,++r,t))!=null&&(i=+i)>=i&&++e}return e}function Rn(t,n){let e,r;if(n===void 0)for(let i of t)i!=null&&(e===void 0?i>=i&&(e=r=i):(e>i&&(e=i),r<i&&(r=i)));else{let i=-1;for(let o of t)(o=n(o,++i,t))!=null&&(e===void 0?o>=o&&(e=r=o):(e>o&&(e=o),r<o&&(r=o)))}return[e,r]}var Ft=class extends Map{constructor(n,e=To){if(super(),Object.defineProperties(this,{_intern:{value:new Map},_key:{value:e}}),n!=null)for(let[r,i]of n)this.set(r,i)}get(n){return super.get(Qe(this,n))}has(n){return super.has(Qe(this,n))}set(n,e){return super.set(No(this,n),e)}delete(n){return super.delete(Ao(this,n))}};function Qe({_intern:t,_key:n},e){let r=n(e);return t.has(r)?t.get(r):e}function No({_intern:t,_key:n},e){let r=n(e);return t.has(r)?t.get(r):(t.set(r,e),e)}function Ao({_intern:t,_key:n},e){let r=n(e);return t.has(r)&&(e=t.get(r),t.delete(r)),e}function To(t){return t!==null&&typeof t=="object"?t.valueOf():t}function Lo(t){return t}function qo(t=ct){if(t===ct)return ir;if(typeof t!="function")throw new TypeError("compare is not a function");return(n,e)=>{let r=t(n,e);return r||r===0?r:(t(e,e)===0)-(t(n,n)===0)}}function ir(t,n){return(t==null||!(t>=t))-(n==null||!(n>=n))||(t<n?-1:t>n?1:0)}var Co=Array.prototype,zo=Co.slice;function Pn(t){return()=>t}var Io=Math.sqrt(50),jo=Math.sqrt(10),Eo=Math.sqrt(2);function fn(t,n,e){let r=(n-t)/Math.max(0,e),i=Math.floor(Math.log10(r)),o=r/Math.pow(10,i),a=o>=Io?10:o>=jo?5:o>=Eo?2:1,l,s,u;return i<0?(u=Math.pow(10,-i)/a,l=Math.round(t*u),s=Math.round(n*u),l/u<t&&++l,s/u>n&&--s,u=-u):(u=Math.pow(10,i)*a,l=Math.round(t/u),s=Math.round(n/u),l*u<t&&++l,s*u>n&&--s),s<l&&.5<=e&&e<2?fn(t,n,e*2):[l,s,u]}function Yt(t,n,e){if(n=+n,t=+t,e=+e,!(e>0))return[];if(t===n)return[t];let r=n<t,[i,o,a]=r?fn(n,t,e):fn(t,n,e);if(!(o>=i))return[];let l=o-i+1,s=new Array(l);if(r)if(a<0)for(let u=0;u<l;++u)s[u]=(o-u)/-a;else for(let u=0;u<l;++u)s[u]=(o-u)*a;else if(a<0)for(let u=0;u<l;++u)s[u]=(i+u)/-a;else for(let u=0;u<l;++u)s[u]=(i+u)*a;return s}function mt(t,n,e){return n=+n,t=+t,e=+e,fn(t,n,e)[2]}function or(t,n,e){n=+n,t=+t,e=+e;let r=n<t,i=r?mt(n,t,e):mt(t,n,e);return(r?-1:1)*(i<0?1/-i:i)}function Do(t,n,e){let r;for(;;){let i=mt(t,n,e);if(i===r||i===0||!isFinite(i))return[t,n];if(i>0){let o=Math.ceil(t/i),a=Math.floor(n/i);t=(o-(o*i>t))*i,n=(a+(a*i<n))*i}else if(i<0){let o=-i,a=Math.ceil(t*o),l=Math.floor(n*o);t=(a-(a/o>t))/o,n=(l+(l/o<n))/o}r=i}}function Bo(t){return Math.max(1,Math.ceil(Math.log(rr(t))/Math.LN2)+1)}function ar(){var t=Lo,n=Rn,e=Bo;function r(i){Array.isArray(i)||(i=Array.from(i));var o,a=i.length,l,s,u=new Array(a);for(o=0;o<a;++o)u[o]=t(i[o],o,i);var m=n(u),c=m[0],h=m[1],d=e(u,c,h);if(!Array.isArray(d)){let E=h,O=+d;if(n===Rn&&([c,h]=Do(c,h,O)),d=Yt(c,h,O),d[0]<=c&&(s=mt(c,h,O)),d[d.length-1]>=h)if(E>=h&&n===Rn){let N=mt(c,h,O);isFinite(N)&&(N>0?h=(Math.floor(h/N)+1)*N:N<0&&(h=(Math.ceil(h*-N)+1)/-N))}else d.pop()}for(var b=d.length,x=0,$=b;d[x]<=c;)++x;for(;d[$-1]>h;)--$;(x||$<b)&&(d=d.slice(x,$),b=$-x);var k=new Array(b+1),X;for(o=0;o<=b;++o)X=k[o]=[],X.x0=o>0?d[o-1]:c,X.x1=o<b?d[o]:h;if(isFinite(s)){if(s>0)for(o=0;o<a;++o)(l=u[o])!=null&&c<=l&&l<=h&&k[Math.min(b,Math.floor((l-c)/s))].push(i[o]);else if(s<0){for(o=0;o<a;++o)if((l=u[o])!=null&&c<=l&&l<=h){let E=Math.floor((c-l)*s);k[Math.min(b,E+(d[E]<=l))].push(i[o])}}}else for(o=0;o<a;++o)(l=u[o])!=null&&c<=l&&l<=h&&k[Nn(d,l,0,b)].push(i[o]);return k}return r.value=function(i){return arguments.length?(t=typeof i=="function"?i:Pn(i),r):t},r.domain=function(i){return arguments.length?(n=typeof i=="function"?i:Pn([i[0],i[1]]),r):n},r.thresholds=function(i){return arguments.length?(e=typeof i=="function"?i:Pn(Array.isArray(i)?zo.call(i):i),r):e},r}function Ge(t,n){let e;if(n===void 0)for(let r of t)r!=null&&(e<r||e===void 0&&r>=r)&&(e=r);else{let r=-1;for(let i of t)(i=n(i,++r,t))!=null&&(e<i||e===void 0&&i>=i)&&(e=i)}return e}function Ze(t,n){let e;if(n===void 0)for(let r of t)r!=null&&(e>r||e===void 0&&r>=r)&&(e=r);else{let r=-1;for(let i of t)(i=n(i,++r,t))!=null&&(e>i||e===void 0&&i>=i)&&(e=i)}return e}function lr(t,n,e=0,r=1/0,i){if(n=Math.floor(n),e=Math.floor(Math.max(0,e)),r=Math.floor(Math.min(t.length-1,r)),!(e<=n&&n<=r))return t;for(i=i===void 0?ir:qo(i);r>e;){if(r-e>600){let s=r-e+1,u=n-e+1,m=Math.log(s),c=.5*Math.exp(2*m/3),h=.5*Math.sqrt(m*c*(s-c)/s)*(u-s/2<0?-1:1),d=Math.max(e,Math.floor(n-u*c/s+h)),b=Math.min(r,Math.floor(n+(s-u)*c/s+h));lr(t,n,d,b,i)}let o=t[n],a=e,l=r;for(Bt(t,e,n),i(t[r],o)>0&&Bt(t,e,r);a<l;){for(Bt(t,a,l),++a,--l;i(t[a],o)<0;)++a;for(;i(t[l],o)>0;)--l}i(t[e],o)===0?Bt(t,e,l):(++l,Bt(t,l,r)),l<=n&&(e=l+1),n<=l&&(r=l-1)}return t}function Bt(t,n,e){let r=t[n];t[n]=t[e],t[e]=r}function On(t,n,e){if(t=Float64Array.from(Ro(t,e)),!(!(r=t.length)||isNaN(n=+n))){if(n<=0||r<2)return Ze(t);if(n>=1)return Ge(t);var r,i=(r-1)*n,o=Math.floor(i),a=Ge(lr(t,o).subarray(0,o+1)),l=Ze(t.subarray(o+1));return a+(l-a)*(i-o)}}function sr(t,n,e){let r=rr(t),i=On(t,.75)-On(t,.25);return r&&i?Math.ceil((e-n)/(2*i*Math.pow(r,-1/3))):1}function ur(t,n,e){t=+t,n=+n,e=(i=arguments.length)<2?(n=t,t=0,1):i<3?1:+e;for(var r=-1,i=Math.max(0,Math.ceil((n-t)/e))|0,o=new Array(i);++r<i;)o[r]=t+r*e;return o}var Qs=Fo(Math.random);function Fo(t){return function(e,r=0,i=e.length){let o=i-(r=+r);for(;o;){let a=t()*o--|0,l=e[o+r];e[o+r]=e[a+r],e[a+r]=l}return e}}function At(t,n,e){t.prototype=n.prototype=e,e.constructor=t}function _t(t,n){var e=Object.create(t.prototype);for(var r in n)e[r]=n[r];return e}function ot(){}var gt=.7,Nt=1/gt,Pt="\\s*([+-]?\\d+)\\s*",Wt="\\s*([+-]?(?:\\d*\\.)?\\d+(?:[eE][+-]?\\d+)?)\\s*",G="\\s*([+-]?(?:\\d*\\.)?\\d+(?:[eE][+-]?\\d+)?)%\\s*",Yo=/^#([0-9a-f]{3,8})$/,Wo=new RegExp(`^rgb\\(${Pt},${Pt},${Pt}\\)$`),Xo=new RegExp(`^rgb\\(${G},${G},${G}\\)$`),_o=new RegExp(`^rgba\\(${Pt},${Pt},${Pt},${Wt}\\)$`),Vo=new RegExp(`^rgba\\(${G},${G},${G},${Wt}\\)$`),Uo=new RegExp(`^hsl\\(${Wt},${G},${G}\\)$`),Ko=new RegExp(`^hsla\\(${Wt},${G},${G},${Wt}\\)$`),fr={aliceblue:15792383,antiquewhite:16444375,aqua:65535,aquamarine:8388564,azure:15794175,beige:16119260,bisque:16770244,black:0,blanchedalmond:16772045,blue:255,blueviolet:9055202,brown:10824234,burlywood:14596231,cadetblue:6266528,chartreuse:8388352,chocolate:13789470,coral:16744272,cornflowerblue:6591981,cornsilk:16775388,crimson:14423100,cyan:65535,darkblue:139,darkcyan:35723,darkgoldenrod:12092939,darkgray:11119017,darkgreen:25600,darkgrey:11119017,darkkhaki:12433259,darkmagenta:9109643,darkolivegreen:5597999,darkorange:16747520,darkorchid:10040012,darkred:9109504,darksalmon:15308410,darkseagreen:9419919,darkslateblue:4734347,darkslategray:3100495,darkslategrey:3100495,darkturquoise:52945,darkviolet:9699539,deeppink:16716947,deepskyblue:49151,dimgray:6908265,dimgrey:6908265,dodgerblue:2003199,firebrick:11674146,floralwhite:16775920,forestgreen:2263842,fuchsia:16711935,gainsboro:14474460,ghostwhite:16316671,gold:16766720,goldenrod:14329120,gray:8421504,green:32768,greenyellow:11403055,grey:8421504,honeydew:15794160,hotpink:16738740,indianred:13458524,indigo:4915330,ivory:16777200,khaki:15787660,lavender:15132410,lavenderblush:16773365,lawngreen:8190976,lemonchiffon:16775885,lightblue:11393254,lightcoral:15761536,lightcyan:14745599,lightgoldenrodyellow:16448210,lightgray:13882323,lightgreen:9498256,lightgrey:13882323,lightpink:16758465,lightsalmon:16752762,lightseagreen:2142890,lightskyblue:8900346,lightslategray:7833753,lightslategrey:7833753,lightsteelblue:11584734,lightyellow:16777184,lime:65280,limegreen:3329330,linen:16445670,magenta:16711935,maroon:8388608,mediumaquamarine:6737322,mediumblue:205,mediumorchid:12211667,mediumpurple:9662683,mediumseagreen:3978097,mediumslateblue:8087790,mediumspringgreen:64154,mediumturquoise:4772300,mediumvioletred:13047173,midnightblue:1644912,mintcream:16121850,mistyrose:16770273,moccasin:16770229,navajowhite:16768685,navy:128,oldlace:16643558,olive:8421376,olivedrab:7048739,orange:16753920,orangered:16729344,orchid:14315734,palegoldenrod:15657130,palegreen:10025880,paleturquoise:11529966,palevioletred:14381203,papayawhip:16773077,peachpuff:16767673,peru:13468991,pink:16761035,plum:14524637,powderblue:11591910,purple:8388736,rebeccapurple:6697881,red:16711680,rosybrown:12357519,royalblue:4286945,saddlebrown:9127187,salmon:16416882,sandybrown:16032864,seagreen:3050327,seashell:16774638,sienna:10506797,silver:12632256,skyblue:8900331,slateblue:6970061,slategray:7372944,slategrey:7372944,snow:16775930,springgreen:65407,steelblue:4620980,tan:13808780,teal:32896,thistle:14204888,tomato:16737095,turquoise:4251856,violet:15631086,wheat:16113331,white:16777215,whitesmoke:16119285,yellow:16776960,yellowgreen:10145074};At(ot,Tt,{copy(t){return Object.assign(new this.constructor,this,t)},displayable(){return this.rgb().displayable()},hex:cr,formatHex:cr,formatHex8:Qo,formatHsl:Go,formatRgb:mr,toString:mr});function cr(){return this.rgb().formatHex()}function Qo(){return this.rgb().formatHex8()}function Go(){return $r(this).formatHsl()}function mr(){return this.rgb().formatRgb()}function Tt(t){var n,e;return t=(t+"").trim().toLowerCase(),(n=Yo.exec(t))?(e=n[1].length,n=parseInt(n[1],16),e===6?hr(n):e===3?new S(n>>8&15|n>>4&240,n>>4&15|n&240,(n&15)<<4|n&15,1):e===8?cn(n>>24&255,n>>16&255,n>>8&255,(n&255)/255):e===4?cn(n>>12&15|n>>8&240,n>>8&15|n>>4&240,n>>4&15|n&240,((n&15)<<4|n&15)/255):null):(n=Wo.exec(t))?new S(n[1],n[2],n[3],1):(n=Xo.exec(t))?new S(n[1]*255/100,n[2]*255/100,n[3]*255/100,1):(n=_o.exec(t))?cn(n[1],n[2],n[3],n[4]):(n=Vo.exec(t))?cn(n[1]*255/100,n[2]*255/100,n[3]*255/100,n[4]):(n=Uo.exec(t))?gr(n[1],n[2]/100,n[3]/100,1):(n=Ko.exec(t))?gr(n[1],n[2]/100,n[3]/100,n[4]):fr.hasOwnProperty(t)?hr(fr[t]):t==="transparent"?new S(NaN,NaN,NaN,0):null}function hr(t){return new S(t>>16&255,t>>8&255,t&255,1)}function cn(t,n,e,r){return r<=0&&(t=n=e=NaN),new S(t,n,e,r)}function zn(t){return t instanceof ot||(t=Tt(t)),t?(t=t.rgb(),new S(t.r,t.g,t.b,t.opacity)):new S}function Vt(t,n,e,r){return arguments.length===1?zn(t):new S(t,n,e,r??1)}function S(t,n,e,r){this.r=+t,this.g=+n,this.b=+e,this.opacity=+r}At(S,Vt,_t(ot,{brighter(t){return t=t==null?Nt:Math.pow(Nt,t),new S(this.r*t,this.g*t,this.b*t,this.opacity)},darker(t){return t=t==null?gt:Math.pow(gt,t),new S(this.r*t,this.g*t,this.b*t,this.opacity)},rgb(){return this},clamp(){return new S(dt(this.r),dt(this.g),dt(this.b),hn(this.opacity))},displayable(){return-.5<=this.r&&this.r<255.5&&-.5<=this.g&&this.g<255.5&&-.5<=this.b&&this.b<255.5&&0<=this.opacity&&this.opacity<=1},hex:dr,formatHex:dr,formatHex8:Zo,formatRgb:pr,toString:pr}));function dr(){return`#${ht(this.r)}${ht(this.g)}${ht(this.b)}`}function Zo(){return`#${ht(this.r)}${ht(this.g)}${ht(this.b)}${ht((isNaN(this.opacity)?1:this.opacity)*255)}`}function pr(){let t=hn(this.opacity);return`${t===1?"rgb(":"rgba("}${dt(this.r)}, ${dt(this.g)}, ${dt(this.b)}${t===1?")":`, ${t})`}`}function hn(t){return isNaN(t)?1:Math.max(0,Math.min(1,t))}function dt(t){return Math.max(0,Math.min(255,Math.round(t)||0))}function ht(t){return t=dt(t),(t<16?"0":"")+t.toString(16)}function gr(t,n,e,r){return r<=0?t=n=e=NaN:e<=0||e>=1?t=n=NaN:n<=0&&(t=NaN),new V(t,n,e,r)}function $r(t){if(t instanceof V)return new V(t.h,t.s,t.l,t.opacity);if(t instanceof ot||(t=Tt(t)),!t)return new V;if(t instanceof V)return t;t=t.rgb();var n=t.r/255,e=t.g/255,r=t.b/255,i=Math.min(n,e,r),o=Math.max(n,e,r),a=NaN,l=o-i,s=(o+i)/2;return l?(n===o?a=(e-r)/l+(e<r)*6:e===o?a=(r-n)/l+2:a=(n-e)/l+4,l/=s<.5?o+i:2-o-i,a*=60):l=s>0&&s<1?0:a,new V(a,l,s,t.opacity)}function pn(t,n,e,r){return arguments.length===1?$r(t):new V(t,n,e,r??1)}function V(t,n,e,r){this.h=+t,this.s=+n,this.l=+e,this.opacity=+r}At(V,pn,_t(ot,{brighter(t){return t=t==null?Nt:Math.pow(Nt,t),new V(this.h,this.s,this.l*t,this.opacity)},darker(t){return t=t==null?gt:Math.pow(gt,t),new V(this.h,this.s,this.l*t,this.opacity)},rgb(){var t=this.h%360+(this.h<0)*360,n=isNaN(t)||isNaN(this.s)?0:this.s,e=this.l,r=e+(e<.5?e:1-e)*n,i=2*e-r;return new S(An(t>=240?t-240:t+120,i,r),An(t,i,r),An(t<120?t+240:t-120,i,r),this.opacity)},clamp(){return new V(br(this.h),mn(this.s),mn(this.l),hn(this.opacity))},displayable(){return(0<=this.s&&this.s<=1||isNaN(this.s))&&0<=this.l&&this.l<=1&&0<=this.opacity&&this.opacity<=1},formatHsl(){let t=hn(this.opacity);return`${t===1?"hsl(":"hsla("}${br(this.h)}, ${mn(this.s)*100}%, ${mn(this.l)*100}%${t===1?")":`, ${t})`}`}}));function br(t){return t=(t||0)%360,t<0?t+360:t}function mn(t){return Math.max(0,Math.min(1,t||0))}function An(t,n,e){return(t<60?n+(e-n)*t/60:t<180?e:t<240?n+(e-n)*(240-t)/60:n)*255}var vr=Math.PI/180,Mr=180/Math.PI,dn=18,kr=.96422,Sr=1,Hr=.82521,Rr=4/29,Ot=6/29,Pr=3*Ot*Ot,Jo=Ot*Ot*Ot;function Or(t){if(t instanceof Z)return new Z(t.l,t.a,t.b,t.opacity);if(t instanceof et)return Ar(t);t instanceof S||(t=zn(t));var n=Cn(t.r),e=Cn(t.g),r=Cn(t.b),i=Tn((.2225045*n+.7168786*e+.0606169*r)/Sr),o,a;return n===e&&e===r?o=a=i:(o=Tn((.4360747*n+.3850649*e+.1430804*r)/kr),a=Tn((.0139322*n+.0971045*e+.7141733*r)/Hr)),new Z(116*i-16,500*(o-i),200*(i-a),t.opacity)}function Nr(t,n,e,r){return arguments.length===1?Or(t):new Z(t,n,e,r??1)}function Z(t,n,e,r){this.l=+t,this.a=+n,this.b=+e,this.opacity=+r}At(Z,Nr,_t(ot,{brighter(t){return new Z(this.l+dn*(t??1),this.a,this.b,this.opacity)},darker(t){return new Z(this.l-dn*(t??1),this.a,this.b,this.opacity)},rgb(){var t=(this.l+16)/116,n=isNaN(this.a)?t:t+this.a/500,e=isNaN(this.b)?t:t-this.b/200;return n=kr*Ln(n),t=Sr*Ln(t),e=Hr*Ln(e),new S(qn(3.1338561*n-1.6168667*t-.4906146*e),qn(-.9787684*n+1.9161415*t+.033454*e),qn(.0719453*n-.2289914*t+1.4052427*e),this.opacity)}}));function Tn(t){return t>Jo?Math.pow(t,1/3):t/Pr+Rr}function Ln(t){return t>Ot?t*t*t:Pr*(t-Rr)}function qn(t){return 255*(t<=.0031308?12.92*t:1.055*Math.pow(t,1/2.4)-.055)}function Cn(t){return(t/=255)<=.04045?t/12.92:Math.pow((t+.055)/1.055,2.4)}function ta(t){if(t instanceof et)return new et(t.h,t.c,t.l,t.opacity);if(t instanceof Z||(t=Or(t)),t.a===0&&t.b===0)return new et(NaN,0<t.l&&t.l<100?0:NaN,t.l,t.opacity);var n=Math.atan2(t.b,t.a)*Mr;return new et(n<0?n+360:n,Math.sqrt(t.a*t.a+t.b*t.b),t.l,t.opacity)}function gn(t,n,e,r){return arguments.length===1?ta(t):new et(t,n,e,r??1)}function et(t,n,e,r){this.h=+t,this.c=+n,this.l=+e,this.opacity=+r}function Ar(t){if(isNaN(t.h))return new Z(t.l,0,0,t.opacity);var n=t.h*vr;return new Z(t.l,Math.cos(n)*t.c,Math.sin(n)*t.c,t.opacity)}At(et,gn,_t(ot,{brighter(t){return new et(this.h,this.c,this.l+dn*(t??1),this.opacity)},darker(t){return new et(this.h,this.c,this.l-dn*(t??1),this.opacity)},rgb(){return Ar(this).rgb()}}));var Tr=-.14861,In=1.78277,jn=-.29227,bn=-.90649,Xt=1.97294,yr=Xt*bn,xr=Xt*In,wr=In*jn-bn*Tr;function na(t){if(t instanceof pt)return new pt(t.h,t.s,t.l,t.opacity);t instanceof S||(t=zn(t));var n=t.r/255,e=t.g/255,r=t.b/255,i=(wr*r+yr*n-xr*e)/(wr+yr-xr),o=r-i,a=(Xt*(e-i)-jn*o)/bn,l=Math.sqrt(a*a+o*o)/(Xt*i*(1-i)),s=l?Math.atan2(a,o)*Mr-120:NaN;return new pt(s<0?s+360:s,l,i,t.opacity)}function yn(t,n,e,r){return arguments.length===1?na(t):new pt(t,n,e,r??1)}function pt(t,n,e,r){this.h=+t,this.s=+n,this.l=+e,this.opacity=+r}At(pt,yn,_t(ot,{brighter(t){return t=t==null?Nt:Math.pow(Nt,t),new pt(this.h,this.s,this.l*t,this.opacity)},darker(t){return t=t==null?gt:Math.pow(gt,t),new pt(this.h,this.s,this.l*t,this.opacity)},rgb(){var t=isNaN(this.h)?0:(this.h+120)*vr,n=+this.l,e=isNaN(this.s)?0:this.s*n*(1-n),r=Math.cos(t),i=Math.sin(t);return new S(255*(n+e*(Tr*r+In*i)),255*(n+e*(jn*r+bn*i)),255*(n+e*(Xt*r)),this.opacity)}}));function zr(t,n,e,r,i){var o=t*t,a=o*t;return((1-3*t+3*o-a)*n+(4-6*o+3*a)*e+(1+3*t+3*o-3*a)*r+a*i)/6}function ea(t){var n=t.length-1;return function(e){var r=e<=0?e=0:e>=1?(e=1,n-1):Math.floor(e*n),i=t[r],o=t[r+1],a=r>0?t[r-1]:2*i-o,l=r<n-1?t[r+2]:2*o-i;return zr((e-r/n)*n,a,i,o,l)}}function ra(t){var n=t.length;return function(e){var r=Math.floor(((e%=1)<0?++e:e)*n),i=t[(r+n-1)%n],o=t[r%n],a=t[(r+1)%n],l=t[(r+2)%n];return zr((e-r/n)*n,i,o,a,l)}}var wn=t=>()=>t;function Ir(t,n){return function(e){return t+e*n}}function ia(t,n,e){return t=Math.pow(t,e),n=Math.pow(n,e)-t,e=1/e,function(r){return Math.pow(t+r*n,e)}}function Fn(t,n){var e=n-t;return e?Ir(t,e>180||e<-180?e-360*Math.round(e/360):e):wn(isNaN(t)?n:t)}function oa(t){return(t=+t)==1?q:function(n,e){return e-n?ia(n,e,t):wn(isNaN(n)?e:n)}}function q(t,n){var e=n-t;return e?Ir(t,e):wn(isNaN(t)?n:t)}var Lr=(function t(n){var e=oa(n);function r(i,o){var a=e((i=Vt(i)).r,(o=Vt(o)).r),l=e(i.g,o.g),s=e(i.b,o.b),u=q(i.opacity,o.opacity);return function(m){return i.r=a(m),i.g=l(m),i.b=s(m),i.opacity=u(m),i+""}}return r.gamma=t,r})(1);function jr(t){return function(n){var e=n.length,r=new Array(e),i=new Array(e),o=new Array(e),a,l;for(a=0;a<e;++a)l=Vt(n[a]),r[a]=l.r||0,i[a]=l.g||0,o[a]=l.b||0;return r=t(r),i=t(i),o=t(o),l.opacity=1,function(s){return l.r=r(s),l.g=i(s),l.b=o(s),l+""}}}var tu=jr(ea),nu=jr(ra);function aa(t,n){n||(n=[]);var e=t?Math.min(n.length,t.length):0,r=n.slice(),i;return function(o){for(i=0;i<e;++i)r[i]=t[i]*(1-o)+n[i]*o;return r}}function la(t){return ArrayBuffer.isView(t)&&!(t instanceof DataView)}function sa(t,n){var e=n?n.length:0,r=t?Math.min(e,t.length):0,i=new Array(r),o=new Array(e),a;for(a=0;a<r;++a)i[a]=$n(t[a],n[a]);for(;a<e;++a)o[a]=n[a];return function(l){for(a=0;a<r;++a)o[a]=i[a](l);return o}}function ua(t,n){var e=new Date;return t=+t,n=+n,function(r){return e.setTime(t*(1-r)+n*r),e}}function U(t,n){return t=+t,n=+n,function(e){return t*(1-e)+n*e}}function fa(t,n){var e={},r={},i;(t===null||typeof t!="object")&&(t={}),(n===null||typeof n!="object")&&(n={});for(i in n)i in t?e[i]=$n(t[i],n[i]):r[i]=n[i];return function(o){for(i in e)r[i]=e[i](o);return r}}var Dn=/[-+]?(?:\d+\.?\d*|\.?\d+)(?:[eE][-+]?\d+)?/g,En=new RegExp(Dn.source,"g");function ca(t){return function(){return t}}function ma(t){return function(n){return t(n)+""}}function ha(t,n){var e=Dn.lastIndex=En.lastIndex=0,r,i,o,a=-1,l=[],s=[];for(t=t+"",n=n+"";(r=Dn.exec(t))&&(i=En.exec(n));)(o=i.index)>e&&(o=n.slice(e,o),l[a]?l[a]+=o:l[++a]=o),(r=r[0])===(i=i[0])?l[a]?l[a]+=i:l[++a]=i:(l[++a]=null,s.push({i:a,x:U(r,i)})),e=En.lastIndex;return e<n.length&&(o=n.slice(e),l[a]?l[a]+=o:l[++a]=o),l.length<2?s[0]?ma(s[0].x):ca(n):(n=s.length,function(u){for(var m=0,c;m<n;++m)l[(c=s[m]).i]=c.x(u);return l.join("")})}function $n(t,n){var e=typeof n,r;return n==null||e==="boolean"?wn(n):(e==="number"?U:e==="string"?(r=Tt(n))?(n=r,Lr):ha:n instanceof Tt?Lr:n instanceof Date?ua:la(n)?aa:Array.isArray(n)?sa:typeof n.valueOf!="function"&&typeof n.toString!="function"||isNaN(n)?fa:U)(t,n)}function Er(t,n){return t=+t,n=+n,function(e){return Math.round(t*(1-e)+n*e)}}var qr=180/Math.PI,Bn={translateX:0,translateY:0,rotate:0,skewX:0,scaleX:1,scaleY:1};function Dr(t,n,e,r,i,o){var a,l,s;return(a=Math.sqrt(t*t+n*n))&&(t/=a,n/=a),(s=t*e+n*r)&&(e-=t*s,r-=n*s),(l=Math.sqrt(e*e+r*r))&&(e/=l,r/=l,s/=l),t*r<n*e&&(t=-t,n=-n,s=-s,a=-a),{translateX:i,translateY:o,rotate:Math.atan2(n,t)*qr,skewX:Math.atan(s)*qr,scaleX:a,scaleY:l}}var xn;function da(t){let n=new(typeof DOMMatrix=="function"?DOMMatrix:WebKitCSSMatrix)(t+"");return n.isIdentity?Bn:Dr(n.a,n.b,n.c,n.d,n.e,n.f)}function pa(t){return t==null||(xn||(xn=document.createElementNS("http://www.w3.org/2000/svg","g")),xn.setAttribute("transform",t),!(t=xn.transform.baseVal.consolidate()))?Bn:(t=t.matrix,Dr(t.a,t.b,t.c,t.d,t.e,t.f))}function Br(t,n,e,r){function i(u){return u.length?u.pop()+" ":""}function o(u,m,c,h,d,b){if(u!==c||m!==h){var x=d.push("translate(",null,n,null,e);b.push({i:x-4,x:U(u,c)},{i:x-2,x:U(m,h)})}else(c||h)&&d.push("translate("+c+n+h+e)}function a(u,m,c,h){u!==m?(u-m>180?m+=360:m-u>180&&(u+=360),h.push({i:c.push(i(c)+"rotate(",null,r)-2,x:U(u,m)})):m&&c.push(i(c)+"rotate("+m+r)}function l(u,m,c,h){u!==m?h.push({i:c.push(i(c)+"skewX(",null,r)-2,x:U(u,m)}):m&&c.push(i(c)+"skewX("+m+r)}function s(u,m,c,h,d,b){if(u!==c||m!==h){var x=d.push(i(d)+"scale(",null,",",null,")");b.push({i:x-4,x:U(u,c)},{i:x-2,x:U(m,h)})}else(c!==1||h!==1)&&d.push(i(d)+"scale("+c+","+h+")")}return function(u,m){var c=[],h=[];return u=t(u),m=t(m),o(u.translateX,u.translateY,m.translateX,m.translateY,c,h),a(u.rotate,m.rotate,c,h),l(u.skewX,m.skewX,c,h),s(u.scaleX,u.scaleY,m.scaleX,m.scaleY,c,h),u=m=null,function(d){for(var b=-1,x=h.length,$;++b<x;)c[($=h[b]).i]=$.x(d);return c.join("")}}}var eu=Br(da,"px, ","px)","deg)"),ru=Br(pa,", ",")",")"),ga=1e-12;function Cr(t){return((t=Math.exp(t))+1/t)/2}function ba(t){return((t=Math.exp(t))-1/t)/2}function ya(t){return((t=Math.exp(2*t))-1)/(t+1)}var iu=(function t(n,e,r){function i(o,a){var l=o[0],s=o[1],u=o[2],m=a[0],c=a[1],h=a[2],d=m-l,b=c-s,x=d*d+b*b,$,k;if(x<ga)k=Math.log(h/u)/n,$=function(st){return[l+st*d,s+st*b,u*Math.exp(n*st*k)]};else{var X=Math.sqrt(x),E=(h*h-u*u+r*x)/(2*u*e*X),O=(h*h-u*u-r*x)/(2*h*e*X),N=Math.log(Math.sqrt(E*E+1)-E),L=Math.log(Math.sqrt(O*O+1)-O);k=(L-N)/n,$=function(st){var Gt=st*k,zt=Cr(N),Zt=u/(e*X)*(zt*ya(n*Gt+N)-ba(N));return[l+Zt*d,s+Zt*b,u*zt/Cr(n*Gt+N)]}}return $.duration=Math.abs(k)*1e3*n/Math.SQRT2,$}return i.rho=function(o){var a=Math.max(.001,+o),l=a*a,s=l*l;return t(a,l,s)},i})(Math.SQRT2,2,4);function Fr(t){return function(n,e){var r=t((n=pn(n)).h,(e=pn(e)).h),i=q(n.s,e.s),o=q(n.l,e.l),a=q(n.opacity,e.opacity);return function(l){return n.h=r(l),n.s=i(l),n.l=o(l),n.opacity=a(l),n+""}}}var ou=Fr(Fn),au=Fr(q);function Yr(t){return function(n,e){var r=t((n=gn(n)).h,(e=gn(e)).h),i=q(n.c,e.c),o=q(n.l,e.l),a=q(n.opacity,e.opacity);return function(l){return n.h=r(l),n.c=i(l),n.l=o(l),n.opacity=a(l),n+""}}}var lu=Yr(Fn),su=Yr(q);function Wr(t){return(function n(e){e=+e;function r(i,o){var a=t((i=yn(i)).h,(o=yn(o)).h),l=q(i.s,o.s),s=q(i.l,o.l),u=q(i.opacity,o.opacity);return function(m){return i.h=a(m),i.s=l(m),i.l=s(Math.pow(m,e)),i.opacity=u(m),i+""}}return r.gamma=n,r})(1)}var uu=Wr(Fn),fu=Wr(q);function xa(t){return Math.abs(t=Math.round(t))>=1e21?t.toLocaleString("en").replace(/,/g,""):t.toString(10)}function Mn(t,n){if(!isFinite(t)||t===0)return null;var e=(t=n?t.toExponential(n-1):t.toExponential()).indexOf("e"),r=t.slice(0,e);return[r.length>1?r[0]+r.slice(2):r,+t.slice(e+1)]}function Lt(t){return t=Mn(Math.abs(t)),t?t[1]:NaN}function wa(t,n){return function(e,r){for(var i=e.length,o=[],a=0,l=t[0],s=0;i>0&&l>0&&(s+l+1>r&&(l=Math.max(1,r-s)),o.push(e.substring(i-=l,i+l)),!((s+=l+1)>r));)l=t[a=(a+1)%t.length];return o.reverse().join(n)}}function $a(t){return function(n){return n.replace(/[0-9]/g,function(e){return t[+e]})}}var va=/^(?:(.)?([<>=^]))?([+\-( ])?([$#])?(0)?(\d+)?(,)?(\.\d+)?(~)?([a-z%])?$/i;function Ut(t){if(!(n=va.exec(t)))throw new Error("invalid format: "+t);var n;return new Yn({fill:n[1],align:n[2],sign:n[3],symbol:n[4],zero:n[5],width:n[6],comma:n[7],precision:n[8]&&n[8].slice(1),trim:n[9],type:n[10]})}Ut.prototype=Yn.prototype;function Yn(t){this.fill=t.fill===void 0?" ":t.fill+"",this.align=t.align===void 0?">":t.align+"",this.sign=t.sign===void 0?"-":t.sign+"",this.symbol=t.symbol===void 0?"":t.symbol+"",this.zero=!!t.zero,this.width=t.width===void 0?void 0:+t.width,this.comma=!!t.comma,this.precision=t.precision===void 0?void 0:+t.precision,this.trim=!!t.trim,this.type=t.type===void 0?"":t.type+""}Yn.prototype.toString=function(){return this.fill+this.align+this.sign+this.symbol+(this.zero?"0":"")+(this.width===void 0?"":Math.max(1,this.width|0))+(this.comma?",":"")+(this.precision===void 0?"":"."+Math.max(0,this.precision|0))+(this.trim?"~":"")+this.type};function Ma(t){t:for(var n=t.length,e=1,r=-1,i;e<n;++e)switch(t[e]){case".":r=i=e;break;case"0":r===0&&(r=e),i=e;break;default:if(!+t[e])break t;r>0&&(r=0);break}return r>0?t.slice(0,r)+t.slice(i+1):t}var kn;function ka(t,n){var e=Mn(t,n);if(!e)return kn=void 0,t.toPrecision(n);var r=e[0],i=e[1],o=i-(kn=Math.max(-8,Math.min(8,Math.floor(i/3)))*3)+1,a=r.length;return o===a?r:o>a?r+new Array(o-a+1).join("0"):o>0?r.slice(0,o)+"."+r.slice(o):"0."+new Array(1-o).join("0")+Mn(t,Math.max(0,n+o-1))[0]}function Xr(t,n){var e=Mn(t,n);if(!e)return t+"";var r=e[0],i=e[1];return i<0?"0."+new Array(-i).join("0")+r:r.length>i+1?r.slice(0,i+1)+"."+r.slice(i+1):r+new Array(i-r.length+2).join("0")}var _r={"%":(t,n)=>(t*100).toFixed(n),b:t=>Math.round(t).toString(2),c:t=>t+"",d:xa,e:(t,n)=>t.toExponential(n),f:(t,n)=>t.toFixed(n),g:(t,n)=>t.toPrecision(n),o:t=>Math.round(t).toString(8),p:(t,n)=>Xr(t*100,n),r:Xr,s:ka,X:t=>Math.round(t).toString(16).toUpperCase(),x:t=>Math.round(t).toString(16)};function Vr(t){return t}var Ur=Array.prototype.map,Kr=["y","z","a","f","p","n","\xB5","m","","k","M","G","T","P","E","Z","Y"];function Sa(t){var n=t.grouping===void 0||t.thousands===void 0?Vr:wa(Ur.call(t.grouping,Number),t.thousands+""),e=t.currency===void 0?"":t.currency[0]+"",r=t.currency===void 0?"":t.currency[1]+"",i=t.decimal===void 0?".":t.decimal+"",o=t.numerals===void 0?Vr:$a(Ur.call(t.numerals,String)),a=t.percent===void 0?"%":t.percent+"",l=t.minus===void 0?"\u2212":t.minus+"",s=t.nan===void 0?"NaN":t.nan+"";function u(c,h){c=Ut(c);var d=c.fill,b=c.align,x=c.sign,$=c.symbol,k=c.zero,X=c.width,E=c.comma,O=c.precision,N=c.trim,L=c.type;L==="n"?(E=!0,L="g"):_r[L]||(O===void 0&&(O=12),N=!0,L="g"),(k||d==="0"&&b==="=")&&(k=!0,d="0",b="=");var st=(h&&h.prefix!==void 0?h.prefix:"")+($==="$"?e:$==="#"&&/[boxX]/.test(L)?"0"+L.toLowerCase():""),Gt=($==="$"?r:/[%p]/.test(L)?a:"")+(h&&h.suffix!==void 0?h.suffix:""),zt=_r[L],Zt=/[defgprs%]/.test(L);O=O===void 0?6:/[gprs]/.test(L)?Math.max(1,Math.min(21,O)):Math.max(0,Math.min(20,O));function ue(y){var ut=st,D=Gt,xt,fe,Jt;if(L==="c")D=zt(y)+D,y="";else{y=+y;var tn=y<0||1/y<0;if(y=isNaN(y)?s:zt(Math.abs(y),O),N&&(y=Ma(y)),tn&&+y==0&&x!=="+"&&(tn=!1),ut=(tn?x==="("?x:l:x==="-"||x==="("?"":x)+ut,D=(L==="s"&&!isNaN(y)&&kn!==void 0?Kr[8+kn/3]:"")+D+(tn&&x==="("?")":""),Zt){for(xt=-1,fe=y.length;++xt<fe;)if(Jt=y.charCodeAt(xt),48>Jt||Jt>57){D=(Jt===46?i+y.slice(xt+1):y.slice(xt))+D,y=y.slice(0,xt);break}}}E&&!k&&(y=n(y,1/0));var nn=ut.length+y.length+D.length,tt=nn<X?new Array(X-nn+1).join(d):"";switch(E&&k&&(y=n(tt+y,tt.length?X-D.length:1/0),tt=""),b){case"<":y=ut+y+D+tt;break;case"=":y=ut+tt+y+D;break;case"^":y=tt.slice(0,nn=tt.length>>1)+ut+y+D+tt.slice(nn);break;default:y=tt+ut+y+D;break}return o(y)}return ue.toString=function(){return c+""},ue}function m(c,h){var d=Math.max(-8,Math.min(8,Math.floor(Lt(h)/3)))*3,b=Math.pow(10,-d),x=u((c=Ut(c),c.type="f",c),{suffix:Kr[8+d/3]});return function($){return x(b*$)}}return{format:u,formatPrefix:m}}var vn,Wn,Xn;Ha({thousands:",",grouping:[3],currency:["$",""]});function Ha(t){return vn=Sa(t),Wn=vn.format,Xn=vn.formatPrefix,vn}function Qr(t){return Math.max(0,-Lt(Math.abs(t)))}function Gr(t,n){return Math.max(0,Math.max(-8,Math.min(8,Math.floor(Lt(n)/3)))*3-Lt(Math.abs(t)))}function Zr(t,n){return t=Math.abs(t),n=Math.abs(n)-t,Math.max(0,Lt(n)-Lt(t))+1}function Vn(t,n){switch(arguments.length){case 0:break;case 1:this.range(t);break;default:this.range(n).domain(t);break}return this}var Jr=Symbol("implicit");function ni(){var t=new Ft,n=[],e=[],r=Jr;function i(o){let a=t.get(o);if(a===void 0){if(r!==Jr)return r;t.set(o,a=n.push(o)-1)}return e[a%e.length]}return i.domain=function(o){if(!arguments.length)return n.slice();n=[],t=new Ft;for(let a of o)t.has(a)||t.set(a,n.push(a)-1);return i},i.range=function(o){return arguments.length?(e=Array.from(o),i):e.slice()},i.unknown=function(o){return arguments.length?(r=o,i):r},i.copy=function(){return ni(n,e).unknown(r)},Vn.apply(i,arguments),i}function ei(){var t=ni().unknown(void 0),n=t.domain,e=t.range,r=0,i=1,o,a,l=!1,s=0,u=0,m=.5;delete t.unknown;function c(){var h=n().length,d=i<r,b=d?i:r,x=d?r:i;o=(x-b)/Math.max(1,h-s+u*2),l&&(o=Math.floor(o)),b+=(x-b-o*(h-s))*m,a=o*(1-s),l&&(b=Math.round(b),a=Math.round(a));var $=ur(h).map(function(k){return b+o*k});return e(d?$.reverse():$)}return t.domain=function(h){return arguments.length?(n(h),c()):n()},t.range=function(h){return arguments.length?([r,i]=h,r=+r,i=+i,c()):[r,i]},t.rangeRound=function(h){return[r,i]=h,r=+r,i=+i,l=!0,c()},t.bandwidth=function(){return a},t.step=function(){return o},t.round=function(h){return arguments.length?(l=!!h,c()):l},t.padding=function(h){return arguments.length?(s=Math.min(1,u=+h),c()):s},t.paddingInner=function(h){return arguments.length?(s=Math.min(1,h),c()):s},t.paddingOuter=function(h){return arguments.length?(u=+h,c()):u},t.align=function(h){return arguments.length?(m=Math.max(0,Math.min(1,h)),c()):m},t.copy=function(){return ei(n(),[r,i]).round(l).paddingInner(s).paddingOuter(u).align(m)},Vn.apply(c(),arguments)}function ri(t){var n=t.copy;return t.padding=t.paddingOuter,delete t.paddingInner,delete t.paddingOuter,t.copy=function(){return ri(n())},t}function ii(){return ri(ei.apply(null,arguments).paddingInner(1))}function Ra(t){return function(){return t}}function Pa(t){return+t}var ti=[0,1];function qt(t){return t}function _n(t,n){return(n-=t=+t)?function(e){return(e-t)/n}:Ra(isNaN(n)?NaN:.5)}function Oa(t,n){var e;return t>n&&(e=t,t=n,n=e),function(r){return Math.max(t,Math.min(n,r))}}function Na(t,n,e){var r=t[0],i=t[1],o=n[0],a=n[1];return i<r?(r=_n(i,r),o=e(a,o)):(r=_n(r,i),o=e(o,a)),function(l){return o(r(l))}}function Aa(t,n,e){var r=Math.min(t.length,n.length)-1,i=new Array(r),o=new Array(r),a=-1;for(t[r]<t[0]&&(t=t.slice().reverse(),n=n.slice().reverse());++a<r;)i[a]=_n(t[a],t[a+1]),o[a]=e(n[a],n[a+1]);return function(l){var s=Nn(t,l,1,r)-1;return o[s](i[s](l))}}function Ta(t,n){return n.domain(t.domain()).range(t.range()).interpolate(t.interpolate()).clamp(t.clamp()).unknown(t.unknown())}function La(){var t=ti,n=ti,e=$n,r,i,o,a=qt,l,s,u;function m(){var h=Math.min(t.length,n.length);return a!==qt&&(a=Oa(t[0],t[h-1])),l=h>2?Aa:Na,s=u=null,c}function c(h){return h==null||isNaN(h=+h)?o:(s||(s=l(t.map(r),n,e)))(r(a(h)))}return c.invert=function(h){return a(i((u||(u=l(n,t.map(r),U)))(h)))},c.domain=function(h){return arguments.length?(t=Array.from(h,Pa),m()):t.slice()},c.range=function(h){return arguments.length?(n=Array.from(h),m()):n.slice()},c.rangeRound=function(h){return n=Array.from(h),e=Er,m()},c.clamp=function(h){return arguments.length?(a=h?!0:qt,m()):a!==qt},c.interpolate=function(h){return arguments.length?(e=h,m()):e},c.unknown=function(h){return arguments.length?(o=h,c):o},function(h,d){return r=h,i=d,m()}}function qa(){return La()(qt,qt)}function Ca(t,n,e,r){var i=or(t,n,e),o;switch(r=Ut(r??",f"),r.type){case"s":{var a=Math.max(Math.abs(t),Math.abs(n));return r.precision==null&&!isNaN(o=Gr(i,a))&&(r.precision=o),Xn(r,a)}case"":case"e":case"g":case"p":case"r":{r.precision==null&&!isNaN(o=Zr(i,Math.max(Math.abs(t),Math.abs(n))))&&(r.precision=o-(r.type==="e"));break}case"f":case"%":{r.precision==null&&!isNaN(o=Qr(i))&&(r.precision=o-(r.type==="%")*2);break}}return Wn(r)}function za(t){var n=t.domain;return t.ticks=function(e){var r=n();return Yt(r[0],r[r.length-1],e??10)},t.tickFormat=function(e,r){var i=n();return Ca(i[0],i[i.length-1],e??10,r)},t.nice=function(e){e==null&&(e=10);var r=n(),i=0,o=r.length-1,a=r[i],l=r[o],s,u,m=10;for(l<a&&(u=a,a=l,l=u,u=i,i=o,o=u);m-- >0;){if(u=mt(a,l,e),u===s)return r[i]=a,r[o]=l,n(r);if(u>0)a=Math.floor(a/u)*u,l=Math.ceil(l/u)*u;else if(u<0)a=Math.ceil(a*u)/u,l=Math.floor(l*u)/u;else break;s=u}return t},t}function Un(){var t=qa();return t.copy=function(){return Ta(t,Un())},Vn.apply(t,arguments),za(t)}var Ia=4,oi=[{fromMs:18e4,ms:6e4,name:"min"},{fromMs:1e3,ms:1e3,name:"s"},{fromMs:0,ms:1,name:"ms"}];function C(t,n,e={}){let{range:r=[0,100],ticks:i=5}=e,o=oi.find(c=>n>=c.fromMs)??oi[2],a=Un([t/o.ms,n/o.ms],[...r]).nice(2*i).clamp(!0),[l=0,s=1]=a.domain(),u=a.tickFormat(i),m=c=>c===0?"0":`${u(c)} ${o.name}`;return{fromMs:l*o.ms,toMs:s*o.ms,at:c=>a(c/o.ms),ticks:a.ticks(i).map((c,h,d)=>({at:a(c),label:m(c),minor:d.length>Ia&&h%2===1}))}}function M(t){return Number(t.toFixed(2))}function w(t){return`${M(t)}%`}var ai="M-4,-4L4,4M-4,4L4,-4",ja={within:"M-4.5,0a4.5,4.5 0 1,0 9,0a4.5,4.5 0 1,0 -9,0z",over:"M0,-6.5L4,0L0,6.5L-4,0z","timed-out":"M0,-5.5L5,3.5H-5z",failed:"M-4,-4H4V4H-4z",invalid:ai,unknown:ai},Ea={large:1,small:.6};function li(){let t=Object.entries(ja).flatMap(([n,e])=>Object.entries(Ea).map(([r,i])=>f`<path id="mark-${n}-${r}" d="${e}" transform="scale(${i})" />`));return f`<svg class="definitions" width="0" height="0" aria-hidden="true">
    <defs>${t}${Da}${Ba}</defs>
  </svg>`}var Da=f`<path id="ready-large" d="M-4,0H4" /><path id="ready-small" d="M-1.5,0H1.5" />`,Ba=["over","unseen"].map(t=>f`<pattern
      id="hatch-${t}"
      class="hatch ${t}"
      width="6"
      height="6"
      patternUnits="userSpaceOnUse"
      patternTransform="rotate(45)"
      ><rect class="ground" width="6" height="6" /><rect class="stripe" width="2.5" height="6"
    /></pattern>`);function si(t,n,e){return f`<g class="iteration" data-iteration="${t.index}">
    <title>${t.title}</title>
    ${at(t,n,e)}
  </g>`}function at({kind:t,warmup:n},{x:e,y:r},i){let o=f`x="${w(e)}" y="${M(r)}"`;return f`<use
    class="mark ${t}${n?f` warmup`:""}"
    href="#mark-${t}-${i}"
    ${o}
  />`}function Kn(t){return f`<svg class="sample" width="14" height="14" aria-hidden="true">
    ${at(t,{x:50,y:7},"large")}
  </svg>`}function J(t){let n=/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z$/.exec(t);if(n===null)return f`${t}`;let[,e="",r=""]=n;return f`<time datetime="${e}T${r}Z">${e} ${r} UTC</time>`}function ui({startedAt:t,finishedAt:n}){let e=n===null?NaN:Date.parse(n)-Date.parse(t);return e>=0?f` · took ${g(e)}`:null}function P({name:t,label:n,heads:e,rows:r}){let i=e.map(o=>typeof o=="string"?f`<th scope="col">${o}</th>`:f`<th scope="col" class="number">${o.number}</th>`);return f`<div class="scroll" role="region" aria-label="${n}" tabindex="0">
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
  </div> `}function T(t,n){return f`<tr>
    <th scope="row">${t}</th>
    ${n}
  </tr> `}function H(t){return f`<td>${t}</td>`}function A(t){return f`<td class="number">${t}</td>`}function lt(t){return t.map(n=>({number:n}))}function p(t){return _(t,wt)}function I(t,n=t??""){return t===null?f`<span class="faint">not judged</span>`:f`<span class="${Ye[t]}"
    ><span aria-hidden="true">${Fe[t]}</span> ${n}</span
  >`}function Kt({count:t,p50Ms:n,p95Ms:e,maxMs:r},i){return[n,e,r].map(o=>en(o,t,i))}function fi({summary:t,timeoutMs:n}){return vt(t,n).value}function bt(t){if(t.length===0)return null;let n=t.map(({role:e,text:r,detail:i})=>{let o=i===void 0?null:f`<span class="remark">last: ${p(i)}</span>`;return f`<li class="${Fa(e)}">${p(r)}${o}</li> `});return f`<ul class="remarks">
    ${n}
  </ul> `}function Fa(t){return t==="faint"?"":t}var Ya=80;function z({name:t}){return _(t,Ya)}function ci(t){let{policy:n}=t,e=de(t);if(n===null||e.length===0)return null;let r=ye(n);return f`<section class="part" aria-labelledby="policy">
    <h2 id="policy">Policy, step by step</h2>
    <p class="faint small"><code>${p(n.source)}</code></p>
    ${r===null?null:bt([{role:"doubtful",text:r}])}${e.map(Wa)}
  </section>`}function Wa(t){let{scenario:n}=t,e=[...n.reason===null?[]:[`not measured, since ${n.reason}`],...xe(t)].map(r=>({role:"faint",text:r}));return f`<h3>
      ${p(n.name)} <span class="small">${I(pe(t),ge(t))}</span>
    </h3>
    ${bt(e)}${Xa(t)}`}function Xa({scenario:t}){return t.runs.length===0?null:P({name:"policy-runs",label:`Runs of ${t.name}`,heads:["Run","Began",{number:"Took"},"Came to"],rows:t.runs.map((n,e)=>T(e+1,[H(J(n.startedAt)),A(g(n.ms)),H(_a(n))]))})}function _a(t){return t.passed?I("met","passed"):f`${I("violated","failed")} ${p(be(t))}`}function mi(t){return f`<section class="part" aria-labelledby="measurement">
      <h2 id="measurement">How it was measured</h2>
      ${Va(t)}${bt(Te(t))}
    </section>
    <section class="part" aria-labelledby="environment">
      <h2 id="environment">Environment</h2>
      ${Ua(t)}${Ka(t)}${Qa(t)}${Ga(t)}
    </section>`}function Va({measurement:t,scenarios:n}){let{probeIntervalMs:e,probeResolutionMs:r}=t;return Qn([["probed every",f`${g(e)}`],[Me(n),r===null?null:f`${g(r)}`],["clock",f`monotonic clock of this machine; timestamps of other clocks are never subtracted from it`]])}function Ua({cluster:t,tool:n,runId:e,namespace:r,seed:i,startedAt:o,finishedAt:a}){return Qn([["cluster",f`${t.provider}${t.context===null?null:f`, context <code>${p(t.context)}</code>`}`],["Kubernetes",f`${p(t.version)}`],["run",f`<code>${p(e)}</code>`],["namespace",f`<code>${p(r)}</code>`],["seed",f`${i}`],["started",J(o)],["finished",a===null?null:J(a)],["tool",f`${n.name} ${n.version}`]])}function Ka({merged:t}){return t===null?null:P({name:"merged",label:"Merged results",heads:["Merged from","Run","Started","Kubernetes","By itself"],rows:t.map(({source:n,runId:e,startedAt:r,cluster:i,verdict:o})=>T(p(n),[H(f`<code>${p(e)}</code>`),H(J(r)),H(p(i.version)),H(f`<span class="nowrap">${I(o)}</span>`)]))})}function Qa({cluster:t}){return t.nodes.length===0?null:P({name:"nodes",label:"Nodes",heads:["Node","Kubelet","Container runtime","System","CPU","Memory"],rows:t.nodes.map(({name:n,kubeletVersion:e,containerRuntime:r,osImage:i,cpu:o,memory:a})=>{let l=[e,r,i,o,a];return T(f`<code>${p(n)}</code>`,l.map(p).map(H))})})}function Ga({fingerprint:{hash:t,parts:n}}){let e=Object.entries(n).map(([r,i])=>[p(r),f`${p(i)}`]);return f`<details>
    <summary>Fingerprint <code>${p(t)}</code></summary>
    <p class="faint small">
      Results are comparable when their fingerprints are equal. The fingerprint is made of:
    </p>
    ${Qn(e)}
  </details> `}function Qn(t){let n=t.filter(([,e])=>e!==null);return f`<dl>
    ${n.map(([e,r])=>f`<dt>${e}</dt>
          <dd>${r}</dd> `)}
  </dl> `}function Y({alt:t,heightPx:n,side:e,plot:r}){let i=e===void 0?null:f`<svg class="side" width="${e.widthPx}" height="${n}" aria-hidden="true">
          ${e.content}
        </svg>`;return f`<div class="chart${e===void 0?"":f` with-side`}" role="img" aria-label="${t}">
    ${i}<svg class="plot" width="100%" height="${n}" aria-hidden="true">${r}</svg>
  </div> `}function Qt(t){return f`<ul class="legend">
    ${t.map(({sample:n,label:e})=>f`<li>${n}${e}</li>`)}
  </ul> `}function v(t,n,[e,r]=[0,100]){let i=M(n);return f`<line class="${t}" x1="${w(e)}" x2="${w(r)}" y1="${i}" y2="${i}" />`}function j(t,n,[e,r]){let i=w(n);return f`<line class="${t}" x1="${i}" x2="${i}" y1="${M(e)}" y2="${M(r)}" />`}function R(t,{x:n,y:e},r,i={}){let{anchor:o="middle",shift:a=0}=i,l=f`x="${w(n)}" y="${M(e)}" dx="${a}" dy="0.35em"`;return f`<text class="${t}" ${l} text-anchor="${o}">${r}</text>`}function W(t,n,e){return R(t,{x:100,y:n},e,{anchor:"end",shift:-8})}function Za(t){return t<3?"start":t>97?"end":"middle"}function Ct(t,n){return f`${j("grid",t.at,n)}${yt(t,n[1]+12)}`}function yt({at:t,label:n,minor:e},r){return R(e?"tick minor":"tick",{x:t,y:r},n,{anchor:Za(t)})}var Gn=46,Ja=10,tl=40,nl=30,el=40,rl=88,di=96,hi=[0,-5,5];function pi(t){let n=t.map(l=>({scenario:l,points:Q(l).filter(St)})),e=n.flatMap(({points:l})=>l),r=e.flatMap(({totalMs:l})=>l??[]);if(r.length===0)return null;let i=e.some(F),o=C(0,Math.max(...r),{range:[0,i?rl:100]}),a=n.length*Gn;return Y({alt:al(t),heightPx:a+el,plot:[o.ticks.map(({at:l})=>j("grid",l,[0,a])),n.map(({scenario:l,points:s},u)=>il(l,s,o,u*Gn)),v("axis",a,[0,o.at(1/0)]),o.ticks.map(l=>yt(l,a+13)),i?R("tick",{x:di,y:a+13},"never"):null,R("tick",{x:0,y:a+31},jt(t),{anchor:"start"})]})}function il(t,n,e,r){let{p50Ms:i}=t.summary,o=r+nl,a=i===null?null:j("median",e.at(i),[o-Gn/4,o+11]);return f`${R("label",{x:0,y:r+Ja},_(t.name,tl),{anchor:"start"})}
  ${n.map((l,s)=>ol(l,e,o+(hi[s%hi.length]??0)))}${a}`}function ol(t,n,e){let r=F(t)?di:t.totalMs===null?null:n.at(t.totalMs);return r===null?null:f`<g class="start">
    <title>${t.title}</title>
    ${at(t,{x:r,y:e},"small")}
  </g>`}function al(t){let n=t.map(({name:e,summary:r})=>`${e}: p50 ${g(r.p50Ms)}`);return`${K(jt(t))} of every judged iteration, a row for each scenario; ${n.join("; ")}.`}function gi(t){let n=Ce(t);if(n.length===0)return null;let e=n.some(({unanswered:l})=>l!==""),r=n.some(({difference:l})=>l!==""),i=new Map(t.scenarios.map((l,s)=>[l,s+1])),o=P({name:"overview",label:"Scenarios side by side",heads:["Scenario","Verdict",...lt(["p50","p95","max","Ready p50"]),...e?["Never answered"]:[],...r?["Difference to as-is"]:[]],rows:n.map(l=>ll(l,i.get(l.scenario)??0,{never:e,conditions:r}))}),a=pi(on(t));return f`<section class="part" aria-labelledby="scenarios">
    <h2 id="scenarios">Scenarios</h2>
    <p class="faint small">
      ${K(jt(n.map(({scenario:l})=>l)))} of each. In the chart a dot is a
      start, the upright line their median.
    </p>
    ${o}${a===null?null:f`<figure class="scenarios">${a}</figure>`}
  </section>`}function ll({scenario:t,times:n,unanswered:e,difference:r},i,{never:o,conditions:a}){return T(f`<a class="words" href="#scenario-${i}">${z(t)}</a>`,[H(f`<span class="nowrap">${I(t.verdict)}</span>`),n.map(A),o?H(f`<span class="nowrap">${e===""?"0":e}</span>`):null,a?H(sl(r)):null])}function sl(t){let[n="",e]=t.split(" (");if(n==="")return B;let r=e===void 0?null:f` <span class="nowrap">(${e}</span>`;return f`<span class="nowrap">${n}</span>${r}`}function bi(t,n){if(t===null||n===null)return null;let e=n-t;return{time:`${yi(e)}${g(Math.abs(e))}`,share:t>0?rt(n/t):null}}function rt(t){let n=(t-1)*100,e=Math.abs(n);return`${yi(n)}${e<9.95?e.toFixed(1):Math.round(e)} %`}function yi(t){return t>0?"+":t<0?"\u2212":"\xB1"}var ul={regression:{role:"bad",mark:"\u2718",text:"regression"},"no-regression-shown":{role:"good",mark:"\u2714",text:"no regression"},inconclusive:{role:"doubtful",mark:"?",text:"inconclusive"}};function xi({comparison:t}){if(t===null)return null;let{baseline:n,reason:e}=t,r=e===null?null:f`: ${p(e)}`,i=cl(t).map(o=>f`<li>${o}</li>`);return f`<h3>Compared with ${p(n.label)}</h3>
    <p>${fl(t)}${r}</p>
    <ul class="remarks">
      ${i}${dl(t)}
    </ul> `}function fl({verdict:t}){if(t===null)return f`<span class="faint">shown, not judged</span>`;let{role:n,mark:e,text:r}=ul[t];return f`<span class="${n}"><span aria-hidden="true">${e}</span> ${r}</span>`}function cl({ratio:t,maxRegression:n,smallestDetectable:e}){return[t===null?null:ml(t),n===null?null:`allowed: ${rt(1+n)}`,e===null?null:`the smallest change this would have shown: ${rt(1+e)}`].filter(i=>i!==null)}function ml({estimate:t,interval:n,confidence:e,pairs:r}){let i=`${Math.round(e*1e3)/10} % interval`,o=r===null?"":`, ${r} pairs`;return`change of the time to first answer: ${rt(t)} (${i}: ${hl(n)}${o})`}function hl([t,n]){return t!==null&&n!==null?`${rt(t)} to ${rt(n)}`:t!==null?`${rt(t)} or more`:n===null?"unbounded":`${rt(n)} or less`}function dl({kind:t,baseline:n}){if(t==="duet")return f`<li>both were measured alternately in this run</li>`;let{runId:e,startedAt:r,commit:i}=n,o=[e===null?null:f`, run ${p(e)}`,r===null?null:f`, ${J(r)}`,i===null?null:f`, commit <code>${p(i)}</code>`];return f`<li>the baseline is the result of an earlier run${o}</li>`}var wi=120,$i=10,pl=26,gl=44;function vi(t){let n=bl(t);if(n.length===0)return null;let e=Math.max(1,...n.map(({asked:a})=>a)),r=C(0,Math.max(1,...n.flatMap(({timesMs:a})=>a))),i=$i+wi,o=a=>i-a/e*wi;return f`${Y({alt:wl(n),heightPx:i+pl,side:{widthPx:gl,content:[0,e].map(a=>W("tick",o(a),a))},plot:[r.ticks.map(a=>Ct(a,[$i,i+4])),v("axis",i),v("edge",o(e)),n.map(a=>xl(a,r,o))]})}
  ${Qt(n.map(a=>({sample:$l(a),label:Mi(a)})))}`}function bl(t){let n=sn(t).flatMap(a=>a.fleet===void 0?[]:[{iteration:a,fleet:a.fleet}]),[e]=n,r=n[Math.floor(n.length/2)];if(e===void 0||r===void 0)return[];let i=(a,{iteration:l,fleet:s})=>({name:a,title:Mt(It(t,l)),asked:s.to-s.from,timesMs:yl(s)}),o=[i("slowest",e)];return e===r?o:[i("typical",r),...o]}function yl({pods:t}){return t.flatMap(n=>n.availableMs??n.availableAtMostMs??[]).sort((n,e)=>n-e)}function xl({name:t,title:n,timesMs:e,asked:r},i,o){let a=e.map((l,s)=>{let u=i.at(l),m=e[s+1],c=m===void 0?s+1<r?100:u:i.at(m),h=o(s+1);return f`${j("rise",u,[M(o(s)),M(h)])}${v("run",h,[u,c])}`});return f`<g class="curve ${t}">
    <title>${n}: ${e.length} of ${r}</title>
    ${a}
  </g>`}function Mi({name:t,title:n,timesMs:e,asked:r}){let i=t==="typical"?"in the middle":"slowest",o=e.at(-1),a=o===void 0?"":`, the last after ${g(o)}`;return`${i}, ${n}: ${e.length} of ${it(r,"new pod")}${a}`}function wl(t){return`How many new pods were available when: ${t.map(e=>`${Mi(e)}${e.timesMs[0]===void 0?"":`, the first after ${g(e.timesMs[0])}`}`).join("; ")}.`}function $l({name:t}){return f`<svg class="sample" width="18" height="14" aria-hidden="true">
    <g class="curve ${t}">${v("run",7)}</g>
  </svg>`}function ki(t){let n=[`${K(ft(t))} of ${an(t)}, in order`,Zn(t),...Ri(t),...nt(t).map(e=>Pi(e,t))];return Jn(n)}function Si(t){let{summary:n,timeoutMs:e}=t,r=vt(n,e).value,i=[["p50",n.p50Ms],["p95",n.p95Ms]];return Jn([`Distribution of the ${ft(t)} of ${it(n.count,"judged iteration")}`,Zn(t),i.map(([o,a])=>`${o} ${en(a,n.count,r)}`).join(", "),...Ri(t),...nt(t).map(o=>Pi(o,t))])}function Hi(t,n){let e=n.filter(({segments:r})=>r.some(({step:i})=>i==="unseen")).length;return Jn([`One bar for each of ${it(n.length,"iteration")}: scheduling, sandbox, image, containers, then waiting for the answer`,Zn(t),e===0?null:`in ${e} some steps were not seen`,"the table of all iterations has the numbers"])}function Zn({summary:t}){let{minMs:n,maxMs:e}=t;return n===null?null:e===null?`the fastest took ${g(n)}`:`from ${g(n)} to ${g(e)}`}function Ri({summary:t}){return[[t.timedOut,"timed out"],[t.failed,"failed"],[t.invalid,"invalid and not counted"]].filter(([e])=>e>0).map(([e,r])=>`${e} ${r}`)}function Pi({limitMs:t,label:n},e){let i=Q(e).filter(St).filter(({kind:o,totalMs:a})=>o!=="unknown"&&(a??1/0)>t);return`${n}: ${i.length} of ${we(e.iterations).length} over it`}function Jn(t){return`${t.filter(n=>n!==null).join("; ")}.`}var[Oi,vl]=[10,40],Ni=1.5,Ml=.001;function Ai(t){return t.filter(n=>!F(n)).flatMap(({totalMs:n})=>n??[])}function Ti(t,n,e){if(t.length===0)return C(0,n.at(-1)?.limitMs??1e3,{range:e});let[r,i]=[Math.min(...t),Math.max(...t)],o=Math.max(i-r,i*.1,1),a=n.map(({limitMs:s})=>s).filter(s=>s>r-Ni*o&&s<i+Ni*o),l=i-r<Ml?o/2:0;return C(Math.max(0,Math.min(r-l,...a)),Math.max(i+l,...a),{range:e})}function Li(t,n,e){let r=Math.min(n.fromMs,...t),i=Math.max(n.toMs,...t),o=kl(t,i-r),l=C(r,i,{range:[r,i],ticks:o}).ticks.map(({at:s})=>s).filter(s=>s>r&&s<i);return ar().domain([r,i]).thresholds(l)([...t]).filter(({length:s})=>s>0).map(s=>({fromMs:s.x0??r,toMs:s.x1??i,count:s.length,over:s.filter(u=>u>e).length}))}function kl(t,n){let[e,r]=[Math.min(...t),Math.max(...t)];if(!(r>e))return Oi;let i=sr([...t],e,r)*(n/(r-e));return Math.min(vl,Math.max(Oi,Math.round(i)))}var Sn=19;function Ci(t,n){let{p50Ms:e,p95Ms:r}=t.summary,i=nt(t).map(a=>Sl(a,n)),o=[...i.filter(({beyond:a})=>a),...i.filter(({beyond:a})=>!a)];return[...qi("p95",r,n),...qi("p50",e,n),...o]}function qi(t,n,e){return n===null?[]:[{name:"quantile",label:`${t} ${g(n)}`,at:e.at(n),beyond:!1}]}function Sl({limitMs:t,label:n},e){let r=t>e.toMs||t<e.fromMs;return{name:"limit",label:n,at:e.at(t),beyond:r}}function zi({name:t,at:n,beyond:e},r,i){return e?null:j(`pole ${t}`,n,[r*Sn+2,i])}function Ii({name:t,label:n,at:e,beyond:r},i){let o=e>50,a=o?`${n}, beyond this scale \u2192`:`\u2190 ${n}, beyond this scale`,l=r?0:o?-6:6,s={x:e,y:i*Sn+9};return R(`flag ${t}`,s,r?a:n,{anchor:o?"end":"start",shift:l})}var ji=130,Hl=40,Rl=16,Pl=80,te=[88,99];function Ei(t){let n=Q(t).filter(St);if(n.length===0)return null;let e=n.filter(F).length,r=nt(t),i=Ai(n),o=Ti(i,r,[0,e>0?Pl:100]),a=Li(i,o,r[0]?.limitMs??1/0),l=Ci(t,o),s=l.length*Sn+Rl,u=c=>l.map((h,d)=>h.name===c?zi(h,d,m.bottomY):null),m={bottomY:s+ji,most:Math.max(1,e,...a.map(({count:c})=>c))};return Y({alt:Si(t),heightPx:m.bottomY+Hl,plot:[u("quantile"),a.map(c=>Ol(c,o,m)),e>0?Al(e,m):null,Tl(o,m,ft(t)),u("limit"),a.map(c=>Nl(c,o,m)),l.map(Ii)]})}function ne(t,{most:n}){return t/n*ji}function Ol({fromMs:t,toMs:n,count:e,over:r},i,o){let a=[i.at(t),i.at(n)],l=`${g(t)} to ${g(n)}: ${it(e,"iteration")}`;return f`<g class="bin">
    <title>${l}</title>
    ${ee("within",a,[0,e-r],o)}${ee("over",a,[e-r,e],o)}
  </g>`}function Nl({fromMs:t,toMs:n,count:e},r,i){return Di([r.at(t),r.at(n)],e,i)}function Al(t,n){return f`<g class="bin">
    <title>never: ${it(t,"iteration")}</title>
    ${ee("over",te,[0,t],n)}${Di(te,t,n)}
    ${v("axis",n.bottomY,te)}
    ${R("tick",{x:93.5,y:n.bottomY+13},"never")}
  </g>`}function ee(t,[n,e],[r,i],o){if(r===i)return null;let a=f`x="${w(n+.15)}" width="${w(Math.max(.3,e-n-.3))}"`,l=M(o.bottomY-ne(i,o));return f`<rect
    class="bar ${t}"
    ${a}
    y="${l}"
    height="${M(ne(i-r,o))}"
  />`}function Di([t,n],e,r){return R("count",{x:(t+n)/2,y:r.bottomY-ne(e,r)-8},e)}function Tl(t,{bottomY:n},e){let r=t.ticks.map(o=>yt(o,n+13)),i=R("tick",{x:0,y:n+31},e,{anchor:"start"});return f`${v("axis",n,[0,t.at(1/0)])}${r}${i}`}var Ll=190,ql=40,Bi=12,Fi=26,Cl=22,zl=13,Il=26,Yi=54,jl=80;function Wi(t){let n=Q(t);if(n.length===0)return null;let e=ln(t,n),r=El(n.some(F),e.beyond.length>0),i=C(e.fromMs,e.toMs,{range:[r.bottomY,r.topY]});return Y({alt:ki(t),heightPx:r.bottomY+ql,side:{widthPx:Yi,content:Dl(i,r,e)},plot:[i.ticks.map(({at:o})=>v("grid",o)),Wl(n,r),_l(n,i,r),e.shown.map(({limitMs:o})=>v("limit",i.at(o))),Fl(r,e.beyond),Ul(n,i,r)]})}function El(t,n){let e=Bi+(t?Fi:0),r=n?e+Cl:null,i=r===null?e:r+Il;return{neverY:t?Bi:null,beyondY:r,topY:i,bottomY:i+Ll}}function Dl(t,{neverY:n,beyondY:e,topY:r},{shown:i,beyond:o}){let a=o[0]?.limitMs,l=i.map(({limitMs:u})=>({at:t.at(u),label:$t(u)})),s=({at:u})=>l.every(m=>Math.abs(m.at-u)>zl);return[...t.ticks.filter(s).map(({at:u,label:m})=>W("tick",u,m)),...l.map(({at:u,label:m})=>W("limit-label",u,m)),...n===null?[]:[W("tick",n,"never")],...e===null||a===void 0?[]:[W("limit-label",e,$t(a)),Bl((e+r)/2-1)]]}function Bl(t){return f`<path class="axis" d="M${Yi-20},${t} l10,-4 m-10,8 l10,-4" fill="none" />`}function Fl({neverY:t,beyondY:n},e){return[...t===null?[]:[v("edge",t+Fi/2)],...n===null?[]:[Yl(e,n)]]}function Yl(t,n){let e=R("limit-label",{x:100,y:n-10},Le(t),{anchor:"end"});return f`${v("limit",n)}${e}`}function Wl(t,{bottomY:n}){let e=re(t),i=(t.length===1?[0]:Yt(0,t.length-1,8).filter(Number.isInteger)).map(o=>R("tick",{x:e(o),y:n+13},Xl(t[o])));return f`${v("axis",n)}${i}${R("tick",{x:50,y:n+31},"iteration")}`}function Xl(t){return t!==void 0&&/^\d/.test(t.number)?t.number:null}function re(t){let n=ii([...t.keys()],[0,100]).padding(.5);return e=>n(e)??0}function _l(t,n,{topY:e,bottomY:r}){let i=re(t);return t.map((o,a)=>{let l=i(a),s=F(o)?e:n.at(o.totalMs??0),u=j(F(o)?"stem open":"stem",l,[r,s]);return f`${u}${o.readyMs===null?null:Vl(l,n.at(o.readyMs),Xi(t))}`})}function Vl(t,n,e){return f`<use class="ready-dash" href="#ready-${e}" x="${w(t)}" y="${M(n)}" />`}function Xi(t){return t.length>jl?"small":"large"}function Ul(t,n,{neverY:e}){let r=re(t);return t.map((i,o)=>{let a=F(i)?e??0:n.at(i.totalMs??0);return si(i,{x:r(o),y:a},Xi(t))})}var Kl=54,ie=22,Ql=26,Gl=92,_i=98,le=18;function Zl(t){return t<=25?le:t<=70?10:6}function Vi(t){let n=rn(t),e=t.iterations.map(Hn);if(e.every(({segments:s})=>s.every(({step:u})=>u==="unseen")))return null;let r=Zl(e.length),i=ie+e.length*r,o=[0,e.some(({end:s})=>s==="never")?Gl:100],a=C(0,Math.max(1,...e.map(({endMs:s})=>s)),{range:o}),l=s=>({topY:ie+s*r,heightPx:r});return Y({alt:Hi(t,e),heightPx:i+Ql,side:{widthPx:Kl,content:e.map((s,u)=>Jl(s,n,l(u)))},plot:[ts(a,i),e.map((s,u)=>ns(s,n,l(u),a))]})}function oe({topY:t,heightPx:n}){return t+n/2}function Jl({index:t,warmup:n},e,r){let i=r.heightPx>=le?1:r.heightPx>=10?5:10,o=Number(e.get(t));return n?W("tick",oe(r),"warm-up"):o%i===0?W("tick",oe(r),o):null}function ts({ticks:t},n){return t.map(e=>f`${yt(e,8)}${Ct(e,[ie-4,n+4])}`)}function ns(t,n,e,r){let i=t.segments.map(o=>es(o,e,r));return f`<g class="${t.warmup?"row warmup":"row"}" data-iteration="${t.index}">
    <title>${os(t,n.get(t.index)??"")}</title>
    ${i}${rs(t,e,r)}${is(t,e,r)}
  </g> `}function es({step:t,fromMs:n,toMs:e},{topY:r,heightPx:i},o){let a=o.at(n),l=f`x="${w(a)}" width="${w(o.at(e)-a)}"`,s=f`y="${M(r+i*.12)}" height="${M(i*.76)}"`;return f`<rect class="step ${t}" ${l} ${s} />`}function rs({end:t,endMs:n},e,r){let i=oe(e),o=r.at(n),a=e.heightPx<le?"small":"large";return t==="answered"?null:t==="invalid"?at(ae[t],{x:o,y:i},a):f`${v("open",i,[o,_i])}${at(ae[t],{x:_i,y:i},a)}`}var ae={never:{kind:"timed-out",warmup:!1},invalid:{kind:"invalid",warmup:!1}};function is({readyMs:t},{topY:n,heightPx:e},r){return t===null?null:j("ready-tick",r.at(t),[n,n+e])}function os({end:t,segments:n,readyMs:e},r){let i=n.map(({step:a,fromMs:l,toMs:s})=>`${Ki[a]} ${g(s-l)}`),o=e===null?[]:[`Ready after ${g(e)}`];return`${Mt(r)}: ${[...i,...o,...Ui[t]].join(", ")}`}var Ui={answered:[],never:["never answered"],invalid:["invalid, not counted"]},Ki={scheduling:"scheduling",sandbox:"sandbox",image:"image",containers:"containers",answer:"waiting for the answer",unseen:"steps not seen"};function Qi({iterations:t}){let n=t.map(Hn),e=n.flatMap(({segments:l})=>l.filter(({fromMs:s,toMs:u})=>u>s)),i=[...Xe,"unseen"].filter(l=>e.some(({step:s})=>s===l)).map(l=>({sample:as(l),label:Ki[l]})),o=n.some(({readyMs:l})=>l!==null)?[ls]:[],a=["never","invalid"].filter(l=>n.some(s=>s.end===l));return[...i,...o,...a.map(ss)]}function as(t){return f`<svg class="sample" width="18" height="14" aria-hidden="true">
    <rect class="step ${t}" x="1" y="2" width="16" height="10" />
  </svg>`}var ls={sample:f`<svg class="sample" width="8" height="14" aria-hidden="true">
    ${j("ready-tick",50,[0,14])}
  </svg>`,label:"Ready"};function ss(t){return{sample:f`<svg class="sample" width="14" height="14" aria-hidden="true">
    ${at(ae[t],{x:50,y:7},"large")}
  </svg>`,label:Ui[t].join("")}}function Gi(t){let n=Wi(t);return n===null?null:f`<div>
    <h3>Iterations in order</h3>
    <figure class="iterations">
      ${n}
      <figcaption>${Qt(us(t))}</figcaption>
    </figure>
  </div>`}function us(t){let n=Q(t),e=nt(t)[0]?.limitMs,r=n.filter(({warmup:m})=>!m),i=fs(r).map(({kind:m,count:c})=>({sample:Kn({kind:m,warmup:!1}),label:`${c} ${cs(m,e)}`})),o=n.length-r.length,a=n.find(({warmup:m})=>m),l=a===void 0?[]:[{sample:Kn(a),label:`${o} warm-up, not judged`}],s=ln(t,n).shown.map(({label:m})=>({sample:hs,label:m})),u=n.some(({readyMs:m})=>m!==null)?[{sample:ms,label:"Ready"}]:[];return[...i,...l,...u,...s]}function fs(t){return[...new Set(t.map(({kind:e})=>e))].map(e=>({kind:e,count:t.filter(r=>r.kind===e).length}))}function cs(t,n){return t==="within"?n===void 0?"answered":`within ${$t(n)}`:t==="over"?`over ${$t(n??0)}`:{"timed-out":"timed out",failed:"failed",invalid:"invalid, not counted",unknown:"answered, time unknown"}[t]}var ms=f`<svg class="sample" width="10" height="14" aria-hidden="true">
  <use class="ready-dash" href="#ready-large" x="5" y="7" />
</svg>`,hs=f`<svg class="sample" width="18" height="14" aria-hidden="true">
  ${v("limit",7)}
</svg>`;function Zi(t){let n=Ei(t);return n===null?null:f`<div>
    <h3>Distribution</h3>
    <figure class="distribution">${n}</figure>
  </div>`}function Ji(t){let n=vi(t);return n===null?null:f`<h3>New pods available</h3>
    <p class="faint small">How many of them were Ready and answering, since the ${kt(t)}.</p>
    <figure class="availability">${n}</figure> `}function to(t){let n=Vi(t);return n===null?null:f`<h3>What happened when</h3>
    <p class="faint small">
      Every iteration from its ${kt(t)} on, by when this machine saw each
      step${ds(t)}.
    </p>
    <figure class="waterfall">
      ${n}
      <figcaption>${Qt(Qi(t))}</figcaption>
    </figure> `}function ds({iterations:t}){return t.some(({warmup:n})=>n)?"; (w) is a warm-up":""}function no(t){let{summary:n,ready:e,comparison:r,timeoutMs:i}=t;if(n.count===0)return null;let o=fi(t),{baseline:a}=r??{},l=[{label:ft(t),name:"main",now:n,before:a?.summary},{label:ke(t),name:"other",now:e,before:a?.ready},...He(t).map(u=>({label:Re(u),name:"other",now:u.distribution,before:void 0}))],s=P({name:"latency",label:`Latency: ${z(t)}`,heads:["Latency",...lt(["p50","p95","max"])],rows:l.map(u=>ps(u,a,o))});return n.maxMs!==null?s:f`${s}
    <p class="faint small">${o}: ${vt(n,i).why}</p> `}function ps({label:t,name:n,now:e,before:r},i,o){let a=f`<tr class="${n}">
    <th scope="row">${t}</th>
    ${Kt(e,o).map(A)}
  </tr> `;return r===void 0||i===void 0?a:f`${a}${gs(e,r,i,o)}`}function gs(t,n,{label:e},r){let i=["p50Ms","p95Ms","maxMs"].map(o=>bs(n[o],t[o]));return f`<tr class="beside">
      <th scope="row">${p(e)}</th>
      ${Kt(n,r).map(A)}
    </tr>
    <tr class="beside change">
      <th scope="row">change</th>
      ${i}
    </tr> `}function bs(t,n){let e=bi(t,n);if(e===null)return A(B);let r=e.share===null?null:f` <span class="nowrap">(${e.share})</span>`;return f`<td class="number change"><span class="nowrap">${e.time}</span>${r}</td>`}function eo(t){let{iterations:n}=t;if(n.length===0)return null;let e=me.filter(u=>n.some(m=>ro(m,u)!==null)),r=n.some(({healing:u})=>u!==void 0),i=n.some(({fleet:u})=>u!==void 0),o=[...r?["outage"]:[],...i?["first pod","half"]:[]],a=[...Se(t),...o,...e.map(u=>u.replace("-"," "))],l=rn(t),s=P({name:"every-iteration",label:`All iterations: ${z(t)}`,heads:[K(Et(t)),"Outcome",...lt(a),"Node"],rows:n.map(u=>ys(u,e,l))});return f`<details>
    <summary>All iterations in numbers</summary>
    ${s}
  </details> `}function ys(t,n,e){let{index:r,totalMs:i,readyMs:o,nodeName:a,healing:l,fleet:s}=t,u=[...l===void 0?[]:[l.outageMs],...s===void 0?[]:[s.firstMs,s.halfMs]],m=[i,o,...u,...n.map(c=>ro(t,c))];return T(e.get(r)??String(r),[H(xs(t)),m.map(c=>A(g(c))),H(a===null?B:f`<code>${p(a)}</code>`)])}function ro({phases:t},n){return t[he[n]]}function xs(t){let{outcome:n,reason:e}=t,r=e===null?null:f`: ${p(e)}`,i=ve(t);return f`${n.replace("-"," ")}${r}${i===""?null:f`; ${p(i)}`}`}function io(t){if(t.objectives.length===0)return null;let n=P({name:"objectives",label:`Objectives: ${z(t)}`,heads:["Objective",{number:"Measured"},"Verdict"],rows:t.objectives.map(e=>ws(e,t))});return f`<h3>Objectives</h3>
    ${n}`}function ws(t,n){let{expression:e,verdict:r}=t,i=T(f`<code>${p(e)}</code>`,[A(Ee(t,n)),H(I(r,De(t)))]);return f`${i}
    <tr class="evidence">
      <td colspan="3">${p(Be(t))}</td>
    </tr> `}var $s=16;function oo({count:t,p50Ms:n,p95Ms:e,maxMs:r},i){let o=u=>u===null?t>0?100:0:u/Math.max(i,1)*100,[a,l,s]=[o(n),o(e),o(r)];return f`<svg class="phase-bar" width="100%" height="${$s}" aria-hidden="true">
    <rect class="bar within" x="0" width="${w(a)}" y="3" height="10" />
    <line class="whisker" x1="${w(a)}" x2="${w(l)}" y1="8" y2="8" />
    <line class="whisker end" x1="${w(s)}" x2="${w(s)}" y1="3" y2="13" />
  </svg>`}function ao(t){let n=qe(t);if(n.length===0)return null;let e=Math.max(0,...n.map(({distribution:o})=>Ms(o))),r=n.some(({distribution:o})=>o?.maxMs===null),i=P({name:"phases",label:`Phases: ${z(t)}`,heads:["Phase",`0 to ${r?"never":g(e)}`,...lt(["p50","p95","max"])],rows:n.map(o=>ks(o,r?e*vs:e))});return f`<h3>Where the time went</h3>
    <p class="faint small">
      Phases overlap, so they need not add up. Bars reach to the p50, lines to the p95, ticks stand at the
      max.
    </p>
    ${i}`}var vs=1.15;function Ms(t){let{p50Ms:n=null,p95Ms:e=null,maxMs:r=null}=t??{};return Math.max(n??0,e??0,r??0)}function ks({name:t,distribution:n,remark:e},r){let i=n===null?[B,B,B]:Kt(n,"never"),o=e===""?null:f`<span class="remark">${e}</span>`;return T(f`${t}${o}`,[f`<td class="drawn">${n===null?null:oo(n,r)}</td>`,i.map(A)])}var lo=22,so=8,Ss=26,Hs=142,Rs=22,Ps=40;function uo(t,n,e){let r=_e(t).filter(({name:s})=>!$e(s)).slice(-Ps);if(r.length===0)return null;let i=so+r.length*lo,o=C(0,Math.max(1,...r.map(({sinceStartMs:s})=>s))),a=new Set(r.flatMap(({container:s})=>s??[])).size>1,l=r.map(s=>Ns(s,a));return Y({alt:Os(n,e,r,l),heightPx:i+Ss,side:{widthPx:Hs,content:l.map(As)},plot:[o.ticks.map(s=>Ct(s,[0,i+4])),r.map((s,u)=>Ts(s,fo(u),o))]})}function Os(t,n,e,r){let i=e.map(({sinceStartMs:o},a)=>`${r[a]??""} ${g(o)}`);return`Instants of ${Mt(t)} since the ${n}: ${i.join(", ")}.`}function Ns({name:t,container:n},e){let r=t.replaceAll("-"," ");return e&&n!==void 0?`${r} ${n}`:r}function fo(t){return so+(t+.5)*lo}function As(t,n){return W("label",fo(n),_(t,Rs))}function Ts({sinceStartMs:t,resolutionMs:n,name:e},r,i){let o=i.at(t),a=i.at(Math.max(0,t-n)),l=g(t),s=o>75?{anchor:"end",shift:-9}:{anchor:"start",shift:9};return f`<g class="${e==="answered"?"instant answer":"instant"}">
    <title>${l}, at most ${g(n)} earlier</title>
    ${v("blur",r,[a,o])}
    <circle cx="${w(o)}" cy="${M(r)}" r="4" />
    ${R("value",{x:o,y:r},l,s)}
  </g>`}function co(t){let[n]=sn(t),e=n===void 0?null:uo(n,It(t,n),kt(t));return n===void 0||e===null?null:f`<h3>The slowest ${Et(t)}</h3>
    <p class="faint small">${Ls(n,t)}</p>
    <figure class="timeline">${e}</figure> `}function Ls(t,n){let{outcome:e,reason:r,message:i,totalMs:o,nodeName:a,probe:l}=t,s=e==="answered"?`answered after ${g(o)}`:e.replace("-"," "),u=r===null?null:f`, ${p(r)}${i===null?null:f`: ${p(i)}`}`,m=a===null?null:f`, on <code>${p(a)}</code>`,c=l.lastError===null?null:f`, the last error: ${p(l.lastError)}`;return f`${K(Et(n))} ${It(n,t)} ${s}${u}${m}. Attempts:
  ${l.attempts}${c}. Instants on the clock of this machine since the ${kt(n)}; a line to
  the left of a dot says how much earlier it may have been.`}function mo(t,n,e,r){let i=qs(t,n,r),{verdict:o}=t;return e||o!=="met"?i:f`<details class="part folded" id="folded-${n}">
    <summary>${z(t)} <span class="small">${I(o)}</span></summary>
    ${i}
  </details> `}function qs(t,n,e){let i=e.scenarios.length>1?f` <span class="small">${I(t.verdict)}</span>`:null;return f`<section class="part" id="scenario-${n}" aria-labelledby="name-${n}">
    <h2 id="name-${n}">${z(t)}${i}</h2>
    <p class="faint small">${Is(t,e)}</p>
    ${no(t)}${bt(Ae(t))}${io(t)}${xi(t)}${Cs(t)}
    <div class="charts">${Gi(t)}${Zi(t)}</div>
    ${Ji(t)}${ao(t)}${js(t)}${to(t)}${co(t)}${zs(t)}${eo(t)}
  </section>`}function Cs(t){let n=je(t);return n.length===0?null:f`<h3>What to do</h3>
    <ul>
      ${n.map(e=>f`<li>${p(e)}</li>`)}
    </ul>`}function zs(t){let n=Ie(t).map(({title:e,lines:r})=>f`<h3>${e}</h3>
        <ul class="small">
          ${r.map(i=>f`<li><code>${i}</code></li>`)}
        </ul>`);return f`${n}`}function Is(t,{measurement:n}){let{image:e,imagePullPolicy:r}=t,i=ze(t,n),o=[e===null?f`${p(Oe(t))}`:f`<code>${p(e)}</code>`,f`${an(t)}`,...Pe(t).map(a=>f`${a}`),r===null?null:f`imagePullPolicy <code>${r}</code>`,...Ne(t).map(a=>f`${p(a)}`),i===null?null:f`${p(i)}`];return f`${o.filter(a=>a!==null).map((a,l)=>f`${l===0?"":f` · `}${a}`)}`}function js(t){if(t.causes.length===0)return null;let n=P({name:"causes",label:`Likely causes: ${z(t)}`,heads:["Cause",{number:"Would save"}],rows:t.causes.map(({message:e,savesMs:r})=>T(p(e),[A(r===null?B:`\u2248 ${g(r)}`)]))});return f`<h3>Likely causes, and about what each would save</h3>
    ${n}`}import{createHash as Es}from"node:crypto";var ho=`
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
`;var po=`
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
`;var Ds=`
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
}`,go=`${Ds}
${po}
${ho}
`,bo=Ve(`<style>${go}</style>`),yo=["default-src 'none'",`style-src 'sha256-${Es("sha256").update(go).digest("base64")}'`,"base-uri 'none'","form-action 'none'"].join("; ");function xo(t){let{word:n,role:e,sentence:r}=un(t),{cluster:i,startedAt:o}=t;return f`<header>
    <p class="kicker">
      Pod start times · Kubernetes ${i.version} · ${J(o)}${ui(t)}
    </p>
    <h1 class="verdict">
      ${Bs(e)}<span><span class="word ${e}">${n}</span> ${_(r,wt)}</span>
    </h1>
  </header>`}function Bs(t){return f`<svg class="${t}" viewBox="0 0 24 24" aria-hidden="true">
    <circle class="disc" cx="12" cy="12" r="12" />
    <path class="sign" d="${Fs[t]}" />
  </svg>`}var se="M6.5 12H17.5",Fs={good:"M6.5 12.5L10.5 16.5L17.5 8.5",bad:"M8 8L16 16M16 8L8 16",doubtful:"M12 6V13.5M12 16V18",strong:se,heading:se,faint:se};function Hh(t){let{word:n,sentence:e}=un(t),r=`${n}: ${_(e,wt)}`;return`<!DOCTYPE html>
${Ue(Ys(t,r))}
`}function Ys(t,n){let e=on(t).length<2;return f`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content="${yo}" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="referrer" content="no-referrer" />
      <meta name="generator" content="pod-start-slo ${t.tool.version}" />
      <title>${n}</title>
      ${bo}
    </head>
    <body>
      ${li()} ${xo(t)}
      <main>
        ${gi(t)}
        ${t.scenarios.map((r,i)=>({scenario:r,place:i+1})).toSorted((r,i)=>We(r.scenario,i.scenario)).map(({scenario:r,place:i})=>mo(r,i,e,t))}
        ${ci(t)}${mi(t)}
      </main>
      <footer>pod-start-slo ${t.tool.version}, run ${t.runId}</footer>
    </body>
  </html>`}export{Hh as renderHtml};
