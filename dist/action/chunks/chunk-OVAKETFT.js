import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);
function o(n){return`${JSON.stringify(n,null,2).replaceAll(/[\p{Cc}\u2028\u2029]/gu,t=>t===`
`?t:`\\u${t.charCodeAt(0).toString(16).padStart(4,"0")}`)}
`}export{o as a};
