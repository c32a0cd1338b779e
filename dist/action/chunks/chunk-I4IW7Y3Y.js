import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);
function s({container:e,count:t,exitCodes:r}){return`${e} was restarted ${t===1?"once":`${t} times`}${n(r)}`}function n(e){let t=[...new Set(e.filter(r=>r!==null))];return t.length===0?"":` (exit code${t.length===1?"":"s"} ${t.join(", ")})`}export{s as a,n as b};
