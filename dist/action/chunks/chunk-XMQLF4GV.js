import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);
import{a as e}from"./chunk-SXGXL4DA.js";var g=(r,t)=>t;function m({field:r,value:t,message:i,fix:n},p){let s=t===void 0?"":` (got "${e(t)}")`;return[`  ${p("strong",e(r))}: ${o(i)}${s}`,...n===void 0?[]:[`    fix: ${o(n)}`]]}function o(r){return r.split(`
`).map(t=>l(t)+e(t)).join(`
`)}function l(r){return/^ */.exec(r)?.[0]??""}export{g as a,m as b};
