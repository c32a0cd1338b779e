import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);
var r={regression:"violated","no-regression-shown":"met",inconclusive:"inconclusive"};function e({verdict:o}){return o===null?null:r[o]}export{e as a};
