import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);
var e=["pod-start","healing","scaling"],t=["delete","force","container"],o=["random","oldest"],n=["Deployment","StatefulSet","DaemonSet"];export{e as a,t as b,o as c,n as d};
