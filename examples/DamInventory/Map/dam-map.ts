// The map of dams: OpenLayers in an element, driven by the server's commands dams.show, dams.add and dams.focus. It tells the
// server what it shows (the event damsview, its value in data-value) and which dam was chosen (damsopen).
import { Feature, Map as OlMap, Overlay, View } from "ol"
import Zoom from "ol/control/Zoom.js"
import TopoJSON from "ol/format/TopoJSON.js"
import Point from "ol/geom/Point.js"
import { defaults as interactions, Pointer } from "ol/interaction.js"
import { Tile as TileLayer, Vector as VectorLayer } from "ol/layer.js"
import { fromLonLat, toLonLat, transformExtent } from "ol/proj.js"
import { OSM, Vector as VectorSource } from "ol/source.js"
import { Fill, Stroke, Style } from "ol/style.js"

declare const LiveGen: { register(name: string, run: (...args: never[]) => unknown): void }

/** A dam, or as many as `count` says. */
interface Dam { id: number; longitude: number; latitude: number; count: number }

const WEB = "EPSG:3857", DEGREES = "EPSG:4326"
const NEAR = 14 // pixels around a point that count as on it, also for a thumb
const CLOSE = 8 // the least zoom at which one dam is looked at
const maps = new Map<Element, DamMap>()
const mapOf = (element: HTMLElement) => maps.get(element) ?? new DamMap(element)

class DamMap {
  readonly map: OlMap
  private readonly dams = new VectorSource<Feature<Point>>()
  private readonly popup?: Overlay
  private chosen: number | null = null

  constructor(readonly element: HTMLElement) {
    maps.set(element, this)
    const { extent = "", tiles, latitude, longitude } = element.dataset
    const base = tiles ? [new TileLayer({ source: new OSM() })] : [this.outlines("countries-110m", "countries", true), this.outlines("states-10m", "states", false)]
    const points = new VectorLayer({ source: this.dams, style: new Style({ renderer: (at, { feature, context, pixelRatio }) => this.draw(at as number[], feature as Feature, context, pixelRatio) }) })
    const view = new View({ maxZoom: 17, enableRotation: false })
    const controls = [new Zoom({ zoomInTipLabel: "Zoom in", zoomOutTipLabel: "Zoom out" })]
    this.map = new OlMap({ target: element, layers: [...base, points], view, controls, interactions: interactions({ onFocusOnly: false }) })
    view.fit(transformExtent(extent.split(",").map(Number), DEGREES, WEB), { maxZoom: 12, size: this.map.getSize() ?? [800, 500] })
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => points.changed())
    if (latitude && longitude) this.pick(field(latitude), field(longitude))
    const popup = element.querySelector<HTMLElement>("[data-popup]")
    if (popup) {
      this.map.addOverlay((this.popup = new Overlay({ element: popup, positioning: "bottom-center", offset: [0, -14], autoPan: { margin: 16 } })))
      this.map.on("click", ({ pixel, originalEvent }) => popup.contains(originalEvent.target as Node) || this.choose(this.at(pixel)))
      element.addEventListener("keydown", ({ key }) => key === "Escape" && this.choose())
      element.addEventListener("click", ({ target }) => (target as Element).closest("[data-close]") && this.choose())
      this.map.once("moveend", () => this.map.on("moveend", () => this.tellView())) // at first the server knows what is shown
    }
  }

  show(dams: Dam[], isAll = true): void {
    if (isAll) this.dams.clear(true)
    this.dams.addFeatures(dams.filter((dam) => !this.dams.getFeatureById(dam.id)).map(feature))
  }

  /** Goes to a dam and opens the popup that the server has filled. */
  focus(id: number, longitude: number, latitude: number): void {
    const [view, at] = [this.map.getView(), fromLonLat([longitude, latitude])]
    this.chosen = id
    this.popup?.setPosition(at)
    view.setCenter(at)
    view.setZoom(Math.max(view.getZoom() ?? 0, CLOSE))
    this.tellView() // also when the map stands there already
  }

  /** Somebody points at a dam: the server fills the popup. At several: they are looked at from closer. At nothing: it closes. */
  private choose(feature?: Feature<Point> | null): void {
    const { id, count } = (feature?.getProperties() ?? {}) as Partial<Dam>
    const at = feature?.getGeometry()!.getCoordinates()
    this.chosen = count === 1 ? id! : null
    this.popup!.setPosition(count === 1 ? at : undefined)
    if (count === 1) this.tell("damsopen", id)
    else if (at) this.map.getView().animate({ center: at, zoom: this.map.getView().getZoom()! + 2, duration: 250 })
    this.dams.changed()
  }

  private tellView(): void {
    const [west, south, east, north] = transformExtent(this.map.getView().calculateExtent(), WEB, DEGREES)
    this.tell("damsview", { west, south, east, north })
  }

  private tell(event: string, value: unknown): void {
    this.element.dataset["value"] = JSON.stringify(value)
    this.element.dispatchEvent(new Event(event, { bubbles: true }))
  }

  /** A point that is set by a click, moved with the pointer, and follows the two fields. */
  private pick(latitude: HTMLInputElement, longitude: HTMLInputElement): void {
    const fields = [longitude, latitude]
    const place = (at: number[]) => {
      toLonLat(at).forEach((degrees, i) => (fields[i]!.value = degrees.toFixed(5)))
      for (const field of fields) field.dispatchEvent(new Event("input", { bubbles: true }))
    }
    const follow = () => {
      const isWhole = latitude.value && longitude.value && Math.abs(+latitude.value) <= 90 && Math.abs(+longitude.value) <= 180
      this.show(isWhole ? [{ id: 0, longitude: +longitude.value, latitude: +latitude.value, count: 1 }] : [])
    }
    for (const field of fields) field.addEventListener("input", follow)
    this.map.on("click", ({ coordinate }) => place(coordinate))
    this.map.addInteraction(new Pointer({ handleDownEvent: ({ pixel }) => !!this.at(pixel), handleDragEvent: ({ coordinate }) => place(coordinate) }))
    follow()
  }

  private at(pixel: number[]): Feature<Point> | null {
    const feature = this.dams.getClosestFeatureToCoordinate(this.map.getCoordinateFromPixel(pixel))
    const [x, y] = feature ? this.map.getPixelFromCoordinate(feature.getGeometry()!.getCoordinates()) : [NaN, NaN]
    return Math.hypot(pixel[0]! - x!, pixel[1]! - y!) <= Math.max(NEAR, radius(feature?.get("count") ?? 1)) ? feature : null
  }

  // Drawn by hand: OpenLayers measures texts in a way that Trusted Types refuse.
  private draw([x, y]: number[], feature: Feature, context: CanvasRenderingContext2D, ratio: number): void {
    const { id, count } = feature.getProperties() as Dam
    const edge = this.color("--dam-edge")
    context.beginPath()
    context.arc(x!, y!, radius(count) * ratio, 0, 2 * Math.PI)
    context.fillStyle = this.color(id === this.chosen && count === 1 ? "--dam-chosen" : "--dam")
    context.fill()
    Object.assign(context, { lineWidth: 1.5 * ratio, strokeStyle: edge, fillStyle: edge, textAlign: "center", textBaseline: "middle" })
    context.stroke()
    context.font = `600 ${11 * ratio}px system-ui, sans-serif`
    if (count > 1) context.fillText(String(count), x!, y!)
  }

  private outlines(file: string, layer: string, isLand: boolean): VectorLayer {
    const source = new VectorSource({ url: new URL(`${file}.json`, import.meta.url).href, format: new TopoJSON({ layers: [layer] }) })
    const fill = isLand ? new Fill({ color: this.color("--land") }) : undefined
    return new VectorLayer({ source, style: () => (fill?.setColor(this.color("--land")), new Style({ fill, stroke: new Stroke({ color: this.color("--border"), width: 1 }) })) })
  }

  private color = (name: string) => getComputedStyle(this.element).getPropertyValue(name)
}

const field = (id: string) => document.getElementById(id) as HTMLInputElement
const radius = (count: number) => (count > 1 ? 11 + 2 * Math.log10(count) : 6)

function feature(dam: Dam): Feature<Point> {
  const feature = new Feature({ ...dam, geometry: new Point(fromLonLat([dam.longitude, dam.latitude])) })
  feature.setId(dam.id)
  return feature
}

const onMap = (id: string) => mapOf(document.getElementById(id)!)
LiveGen.register("dams.show", (id: string, dams: Dam[]) => onMap(id).show(dams))
LiveGen.register("dams.add", (id: string, dam: Dam) => onMap(id).show([dam], false))
LiveGen.register("dams.focus", (id: string, dam: number, longitude: number, latitude: number) => onMap(id).focus(dam, longitude, latitude))

export function mount(element: HTMLElement): () => void {
  const { map } = mapOf(element)
  return () => (maps.delete(element), map.setTarget(undefined))
}
