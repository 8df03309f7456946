import { type Ref, ref, type ShallowRef, shallowRef, watch, type WatchSource } from 'vue'
import { sentence } from '@/api/client'

/** What `read` answers, made anew whenever one of the sources changes: the answer before stays until the new one has come, and one that
 * comes too late is dropped. The message is why there is none. */
export function latest<T>(sources: WatchSource[], read: () => Promise<T>): { answer: ShallowRef<T | null>; message: Ref<string> } {
  const answer = shallowRef<T | null>(null)
  const message = ref('')
  let turn = 0
  watch(
    sources,
    async () => {
      const mine = ++turn
      try {
        const got = await read()
        if (mine !== turn) return
        answer.value = got
        message.value = ''
      } catch (error) {
        if (mine === turn) message.value = sentence(error)
      }
    },
    { immediate: true },
  )
  return { answer, message }
}
