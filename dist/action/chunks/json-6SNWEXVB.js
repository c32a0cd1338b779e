import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);
import{a,b}from"./chunk-AIDVCQSQ.js";import"./chunk-NAUGEZWX.js";export{a as renderJson,b as renderJsonLine};
