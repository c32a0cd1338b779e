import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);
import{e as a,f as b}from"./chunk-2CRWI74F.js";import"./chunk-SXGXL4DA.js";import"./chunk-TIZXS3MT.js";import"./chunk-NAUGEZWX.js";export{a as iterationContext,b as tracesOf};
