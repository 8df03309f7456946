/** To the clipboard; by plain http, as most offices reach us, the browser gives none to scripts: the old way works there. */
export async function copy_text(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    const box = document.createElement('textarea')
    box.value = text
    document.body.append(box)
    box.select()
    document.execCommand('copy')
    box.remove()
  }
}
