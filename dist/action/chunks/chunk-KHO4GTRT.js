import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);
function s(e){return`${e} (baseline)`}function r({scenarios:e}){let t=new Set(e.map(({comparison:n})=>n?.baseline.scenario));return e.filter(({name:n})=>!t.has(n))}export{s as a,r as b};
