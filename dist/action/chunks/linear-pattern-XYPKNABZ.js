import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);
import{a,b}from"./chunk-C2IP2YE5.js";import"./chunk-NAUGEZWX.js";export{a as compilePattern,b as patternProblem};
