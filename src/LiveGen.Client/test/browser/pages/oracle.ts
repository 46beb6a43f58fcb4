// The fuzz test's oracle beside our own morph.
import { Idiomorph } from "idiomorph"
import { parts } from "./parts.ts"

Object.assign(window, { parts, Idiomorph })
