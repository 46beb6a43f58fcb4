// Choosing files: dropping them, and seeing the chosen images.

const shown = new WeakMap<Element, File>()

/** Shows each `<img data-livegen-preview="ID">` the image chosen in that input; several take the files in order. */
function preview(): void {
  for (const input of document.querySelectorAll<HTMLInputElement>("[type=file]"))
    document.querySelectorAll<HTMLImageElement>(`[data-livegen-preview="${CSS.escape(input.id)}"]`).forEach((image, index) => {
      const file = input.files![index]
      image.hidden = !file?.type.startsWith("image/")
      if (image.hidden || shown.get(image) === file) return
      shown.set(image, file!)
      const url = (image.src = URL.createObjectURL(file!))
      image.onload = image.onerror = () => URL.revokeObjectURL(url)
    })
}

function drag(event: DragEvent): void {
  const { dataTransfer, target, type } = event
  const zone = (target as Element).closest?.("[data-livegen-dropzone]")
  const input = document.getElementById(zone?.getAttribute("data-livegen-dropzone") ?? "") as HTMLInputElement | null
  if (!input || input.disabled || !dataTransfer!.types.includes("Files")) return
  event.preventDefault() // or the browser would open the file in the place of the page
  zone!.toggleAttribute("data-livegen-dragging", type === "dragover")
  if (type !== "drop") return
  const chosen = new DataTransfer()
  for (const file of dataTransfer!.files) if (input.multiple || !chosen.items.length) chosen.items.add(file)
  input.files = chosen.files
  input.dispatchEvent(new Event("change", { bubbles: true }))
}

export function startChoosing(): void {
  for (const type of ["dragover", "dragleave", "drop"] as const) document.addEventListener(type, drag)
  // A form is empty only behind its reset event, and so is a field that its call clears.
  for (const type of ["change", "reset", "livegen:callback"]) document.addEventListener(type, () => setTimeout(preview))
  preview() // a person may have been faster than this module
}
