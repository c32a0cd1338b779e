import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);
function t(n){return`${n>1?"+":n<1?"\u2212":"\xB1"}${r(Math.abs(n-1))}`}function r(n){let e=n*100;return`${e<9.95?Number(e.toFixed(1)):Math.round(e)}%`}export{t as a,r as b};
