import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);
import{a}from"./chunk-OVAKETFT.js";import"./chunk-HLHRVMA6.js";export{a as renderJson};
