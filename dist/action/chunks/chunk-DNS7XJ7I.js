import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);
var t=["violated","inconclusive",null,"met"];function r(e,n){return t.indexOf(e.verdict)-t.indexOf(n.verdict)}export{r as a};
