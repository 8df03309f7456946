/* Which section a link asked for: it unfolds and comes into view, and stays there while what stands above it arrives. */
import { nextTick, ref } from 'vue'

export const opened_section = ref('')
const settle = 2500 // milliseconds
let stop = () => {}

export function show_section(hash: string): void {
  const id = decodeURIComponent(hash.replace(/^#/, ''))
  stop()
  opened_section.value = ''
  if (!id) return
  void nextTick(() => {
    opened_section.value = id
    const into_view = () => document.getElementById(id)?.scrollIntoView()
    void nextTick(into_view)
    const observer = new ResizeObserver(into_view)
    observer.observe(document.body)
    const own_ways = ['wheel', 'touchstart', 'keydown', 'mousedown'] // the person goes where he likes
    const timer = window.setTimeout(() => stop(), settle)
    stop = () => {
      stop = () => {}
      observer.disconnect()
      window.clearTimeout(timer)
      own_ways.forEach((way) => window.removeEventListener(way, stop_now))
    }
    const stop_now = () => stop()
    own_ways.forEach((way) => window.addEventListener(way, stop_now, { passive: true }))
  })
}
