import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);
import{stripVTControlCharacters as e}from"node:util";function o(r){return e(r).replaceAll(/[\s\p{Z}]+/gu," ").replaceAll(new RegExp("\\p{C}","gu"),"").trim()}function c(r,n){let t=Array.from(r);return t.length<=n?r:`${t.slice(0,n-1).join("").trimEnd()}\u2026`}export{o as a,c as b};
