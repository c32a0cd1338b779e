import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);
var t=["cold-image","busy-node"];function e(n,o){return o==="as-is"?n:`${n} (${i(o)})`}function i(n){return n.replaceAll("-"," ")}export{t as a,e as b,i as c};
