/* Files on their way: one after the other, each with its progress, with what went wrong, and with another try. Whoever
 * makes one decides how long it lives: a panel, or a draft that outlives its form. */
import { ref } from 'vue'
import { sentence } from '@/api/client'
import type { One } from '@/api/types'
import { upload } from '@/api/upload'
import { t } from '@/texts'
import { most_bytes, pasted_name, size_text } from './files'

export interface Going {
  key: number
  file: File
  name: string
  query: Record<string, string> // what it hangs on; said when it was taken: the page may have gone on
  share: number
  error?: string
}

export function make_uploads(path: () => string, query: () => Record<string, string>, arrived: (one: One) => unknown) {
  const going = ref<Going[]>([])
  let keys = 0
  let queue: Promise<unknown> = Promise.resolve()
  const put = (key: number, more: Partial<Going>) => (going.value = going.value.map((g) => (g.key === key ? { ...g, ...more } : g)))
  const drop = (key: number) => (going.value = going.value.filter((g) => g.key !== key))

  async function send({ key, file, name, query }: Going): Promise<void> {
    if (!going.value.some((g) => g.key === key)) return // removed while it waited
    if (file.size > most_bytes) {
      put(key, { error: t.files.too_large(size_text(most_bytes)) })
      return
    }
    try {
      const one = await upload(path(), query, file, name, (share) => put(key, { share }))
      await arrived(one)
      drop(key)
    } catch (error) {
      put(key, { error: sentence(error) })
    }
  }
  const line_up = (one: Going) => (queue = queue.then(() => send(one)))
  function take(files: Iterable<File>, pasted = false, also: Record<string, string> = {}): void {
    for (const file of files) {
      const one: Going = { key: ++keys, file, name: pasted ? pasted_name(file, new Date(), t.files.screenshot) : file.name, query: { ...query(), ...also }, share: 0 }
      going.value = [...going.value, one]
      void line_up(one)
    }
  }
  function again(key: number): void {
    put(key, { error: undefined, share: 0 })
    const one = going.value.find((g) => g.key === key)
    if (one) void line_up(one)
  }
  return { going, take, again, drop, clear: () => (going.value = []), settled: () => queue }
}
export type Uploads = ReturnType<typeof make_uploads>
