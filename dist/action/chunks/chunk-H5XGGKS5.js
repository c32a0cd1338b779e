import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);
function e(t){let n=t.at(-1)??"";return t.length<2?n:`${t.slice(0,-1).join(", ")} or ${n}`}function r(t){return`${t.charAt(0).toUpperCase()}${t.slice(1)}.`}export{e as a,r as b};
