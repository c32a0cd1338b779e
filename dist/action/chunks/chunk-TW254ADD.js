import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);
import{b as o}from"./chunk-KHO4GTRT.js";function l(n,r){let e=o(n.result),t=e.find(i=>i.name===r)??(e.length===1?e[0]:void 0);return t===void 0?null:{kind:"stored",...n,scenario:t.name}}export{l as a};
