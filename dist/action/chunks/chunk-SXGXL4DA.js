import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);
import{stripVTControlCharacters as e}from"node:util";function i(r){return e(r).replaceAll(/[\s\p{Z}]+/gu," ").replaceAll(new RegExp("\\p{C}","gu"),"").trim()}var s=400;function c(r,t){let n=Array.from(r);return n.length<=t?r:`${n.slice(0,t-1).join("").trimEnd()}\u2026`}export{i as a,s as b,c};
