import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);
function r(n,{firstMs:e,longestMs:f=1/0}){return Math.min(f,e*2**(n-1))}export{r as a};
