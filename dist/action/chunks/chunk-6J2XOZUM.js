import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);
var e=["violated","inconclusive",null,"met"];function d(r,t){return e.indexOf(r.verdict)-e.indexOf(t.verdict)}export{d as a};
