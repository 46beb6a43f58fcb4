// <dam-map extent="west,south,east,north">: OpenLayers as an element, driven by dams.show, dams.add, dams.focus and its extent. It tells what it
// shows (the event damsview) and which dam was chosen (damsopen), in data-value. latitude and longitude: the ids of two fields for a place.
import { Feature, Map as OlMap, Overlay, View } from "ol"
import Zoom from "ol/control/Zoom.js"
import TopoJSON from "ol/format/TopoJSON.js"
import Point from "ol/geom/Point.js"
import { Pointer } from "ol/interaction.js"
import { Tile as TileLayer, Vector as VectorLayer } from "ol/layer.js"
import { fromLonLat, toLonLat, transformExtent } from "ol/proj.js"
import { OSM, Vector as VectorSource } from "ol/source.js"
import { Fill, Stroke, Style } from "ol/style.js"

declare const LiveGen: { register(name: string, run: (...args: never[]) => unknown): void }
interface Dam { id: number; longitude: number; latitude: number; count: number } // or as many dams as `count` says
const WEB = "EPSG:3857", DEGREES = "EPSG:4326"
const NEAR = 14, CLOSE = 8 // the pixels around a point that count as on it, also for a thumb; the least zoom for one dam

class DamMap extends HTMLElement {
  static readonly observedAttributes = ["extent"]
  private readonly dams = new VectorSource<Feature<Point>>()
  private map: OlMap | undefined
  private popup: Overlay | undefined
  private chosen: number | null = null

  connectedCallback(): void {
    const base = this.hasAttribute("tiles") ? [new TileLayer({ source: new OSM() })] : [this.outlines("countries-110m", "countries", "--land"), this.outlines("states-10m", "states")]
    const points = new VectorLayer({ source: this.dams, style: new Style({ renderer: (at, { feature, context, pixelRatio }) => this.draw(at as number[], feature as Feature, context, pixelRatio) }) })
    this.map = new OlMap({ target: this, layers: [...base, points], view: new View({ maxZoom: 17, enableRotation: false }), controls: [new Zoom()] })
    this.fit()
    const [latitude, longitude] = [this.field("latitude"), this.field("longitude")]
    if (latitude && longitude) this.pick(this.map, latitude, longitude)
    else this.open(this.map, this.querySelector<HTMLElement>("[data-popup]")!, this.view())
  }

  connectedMoveCallback(): void {} // the map goes along as it is
  disconnectedCallback(): void {
    if (this.popup) this.append(this.popup.getElement()!) // where the server has put it
    this.map!.setTarget(undefined)
    this.map = this.popup = undefined
  }

  /** The server leads to another part of the world. */
  attributeChangedCallback(): void {
    if (this.map) (this.fit(), this.tellView()) // before, it begins there
  }

  show(dams: Dam[], isAll = true): void {
    const features = dams.map((dam) => new Feature({ ...dam, geometry: new Point(fromLonLat([dam.longitude, dam.latitude])) }))
    for (const feature of features) feature.setId(feature.get("id"))
    if (isAll) this.dams.clear(true)
    this.dams.addFeatures(features) // those that are there stay
  }

  /** Goes to a dam and opens the popup that the server has filled. */
  visit(id: number, longitude: number, latitude: number): void {
    const [view, at] = [this.map!.getView(), fromLonLat([longitude, latitude])]
    this.chosen = id
    this.popup?.setPosition(at)
    view.setCenter(at)
    view.setZoom(Math.max(view.getZoom() ?? 0, CLOSE))
    this.tellView()
  }

  private fit(): void {
    const extent = transformExtent(this.getAttribute("extent")!.split(",").map(Number), DEGREES, WEB)
    this.map!.getView().fit(extent, { maxZoom: 12, size: this.map!.getSize() ?? [800, 500] })
  }

  private open(map: OlMap, element: HTMLElement, start: string): void {
    map.addOverlay((this.popup = new Overlay({ element, positioning: "bottom-center", offset: [0, -14], autoPan: { margin: 16 } })))
    map.on("click", ({ pixel, originalEvent }) => element.contains(originalEvent.target as Node) || this.choose(this.nearest(pixel)))
    // At first the server knows what is shown, but for who has moved it before it is drawn.
    map.once("moveend", () => (start === this.view() || this.tellView(), map.on("moveend", () => this.tellView())))
    this.onkeydown = ({ key }) => void (key === "Escape" && this.choose()) // a false would stop every other key, Tab too
    this.onclick = ({ target }) => (target as Element).closest("[data-close]") && this.choose()
  }

  /** Somebody points at a dam: the server fills the popup. At several: they are looked at from closer. At nothing: it closes. */
  private choose(feature?: Feature<Point> | null): void {
    const { id, count } = (feature?.getProperties() ?? {}) as Partial<Dam>
    const [view, at] = [this.map!.getView(), feature?.getGeometry()!.getCoordinates()]
    this.chosen = count === 1 ? id! : null
    this.popup!.setPosition(count === 1 ? at : undefined)
    if (count === 1) this.tell("damsopen", id)
    else if (at) view.animate({ center: at, zoom: view.getZoom()! + 2, duration: 250 })
    this.dams.changed()
  }

  private view = () => JSON.stringify([this.map!.getView().getCenter(), this.map!.getView().getZoom()])
  private tellView(): void {
    const [west, south, east, north] = transformExtent(this.map!.getView().calculateExtent(), WEB, DEGREES)
    this.tell("damsview", { west, south, east, north })
  }
  private tell(event: string, value: unknown): void {
    this.dataset["value"] = JSON.stringify(value)
    this.dispatchEvent(new Event(event, { bubbles: true }))
  }

  /** A point that is set by a click, moved with the pointer, and follows the two fields. */
  private pick(map: OlMap, latitude: HTMLInputElement, longitude: HTMLInputElement): void {
    const fields = [longitude, latitude]
    const place = (at: number[]) => {
      toLonLat(at).forEach((degrees, i) => (fields[i]!.value = degrees.toFixed(5)))
      for (const field of fields) field.dispatchEvent(new Event("input", { bubbles: true }))
    }
    const follow = () => {
      const isPlace = latitude.value && longitude.value && Math.abs(+latitude.value) <= 90 && Math.abs(+longitude.value) <= 180
      this.show(isPlace ? [{ id: 0, longitude: +longitude.value, latitude: +latitude.value, count: 1 }] : [])
    }
    for (const field of fields) field.oninput = follow
    map.on("click", ({ coordinate }) => place(coordinate))
    map.addInteraction(new Pointer({ handleDownEvent: ({ pixel }) => !!this.nearest(pixel), handleDragEvent: ({ coordinate }) => place(coordinate) }))
    follow()
  }

  private nearest(pixel: number[]): Feature<Point> | null {
    const feature = this.dams.getClosestFeatureToCoordinate(this.map!.getCoordinateFromPixel(pixel))
    const [x, y] = feature ? this.map!.getPixelFromCoordinate(feature.getGeometry()!.getCoordinates()) : [NaN, NaN]
    return Math.hypot(pixel[0]! - x!, pixel[1]! - y!) <= Math.max(NEAR, radius(feature?.get("count") ?? 1)) ? feature : null
  }

  // Drawn by hand: OpenLayers measures texts in a way that Trusted Types refuse.
  private draw([x, y]: number[], feature: Feature, context: CanvasRenderingContext2D, ratio: number): void {
    const [{ id, count }, edge] = [feature.getProperties() as Dam, this.color("--dam-edge")]
    context.beginPath()
    context.arc(x!, y!, radius(count) * ratio, 0, 2 * Math.PI)
    context.fillStyle = this.color(id === this.chosen && count === 1 ? "--dam-chosen" : "--dam")
    context.fill()
    Object.assign(context, { lineWidth: 1.5 * ratio, strokeStyle: edge, fillStyle: edge, textAlign: "center", textBaseline: "middle", font: `600 ${11 * ratio}px system-ui, sans-serif` })
    context.stroke()
    if (count > 1) context.fillText(String(count), x!, y!)
  }

  private outlines(file: string, layer: string, land?: string): VectorLayer {
    const source = new VectorSource({ url: new URL(`${file}.json`, import.meta.url).href, format: new TopoJSON({ layers: [layer] }) })
    return new VectorLayer({ source, style: () => new Style({ fill: land ? new Fill({ color: this.color(land) }) : undefined, stroke: new Stroke({ color: this.color("--border"), width: 1 }) }) })
  }

  private color = (name: string) => getComputedStyle(this).getPropertyValue(name)
  private field = (name: string) => document.getElementById(this.getAttribute(name) ?? "") as HTMLInputElement | null
  recolor = () => this.map?.getAllLayers().forEach((layer) => layer.changed())
}

const radius = (count: number) => (count > 1 ? 11 + 2 * Math.log10(count) : 6)
customElements.define("dam-map", DamMap)
const onMap = (id: string) => document.getElementById(id) as DamMap
LiveGen.register("dams.show", (id: string, dams: Dam[]) => onMap(id).show(dams))
LiveGen.register("dams.add", (id: string, dam: Dam) => onMap(id).show([dam], false))
LiveGen.register("dams.focus", (id: string, dam: number, longitude: number, latitude: number) => onMap(id).visit(dam, longitude, latitude))
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => document.querySelectorAll<DamMap>("dam-map").forEach((map) => map.recolor()))
