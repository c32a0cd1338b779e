import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);
import{a as r}from"./chunk-TTJT6Q6F.js";var g=(e,t)=>t;function d({field:e,value:t,message:i,fix:n},p){let s=t===void 0?"":` (got "${r(t)}")`;return[`  ${p("strong",r(e))}: ${o(i)}${s}`,...n===void 0?[]:[`    fix: ${o(n)}`]]}function o(e){return e.split(`
`).map(t=>l(t)+r(t)).join(`
`)}function l(e){return/^ */.exec(e)?.[0]??""}export{g as a,d as b};
