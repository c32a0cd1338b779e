import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);
function t(e){return e.kind==="existing"}function r(e){return!t(e)&&!e.isThere}export{t as a,r as b};
