import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);
import{a,b}from"./chunk-M74KTPWF.js";import"./chunk-NAUGEZWX.js";export{a as compilePattern,b as patternProblem};
