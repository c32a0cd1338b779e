import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);
import{a}from"./chunk-IVVN5PXJ.js";import"./chunk-HLHRVMA6.js";export{a as renderJson};
