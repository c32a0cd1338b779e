import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);
function i(n){return`${r(JSON.stringify(n,null,2))}
`}function o(n){return r(JSON.stringify(n))}function r(n){return n.replaceAll(/[\p{C}\u2028\u2029]/gu,t=>t===`
`?t:t.split("").map(e=>`\\u${e.charCodeAt(0).toString(16).padStart(4,"0")}`).join(""))}export{i as a,o as b};
