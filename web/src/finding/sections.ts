/* Which section a link asked for: it unfolds and comes into view. */
import { nextTick, ref } from 'vue'

export const opened_section = ref('')

export function show_section(hash: string): void {
  const id = decodeURIComponent(hash.replace(/^#/, ''))
  opened_section.value = ''
  if (!id) return
  void nextTick(() => {
    opened_section.value = id
    void nextTick(() => document.getElementById(id)?.scrollIntoView())
  })
}
