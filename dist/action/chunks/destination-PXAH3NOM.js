import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);
import{a}from"./chunk-LUAB3T4J.js";import"./chunk-NAUGEZWX.js";export{a as parseDestination};
