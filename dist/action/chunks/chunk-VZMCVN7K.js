import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);
function t(n,r){return`${n} ${r}${n===1?"":"s"}`}export{t as a};
