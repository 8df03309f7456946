/* One question to the calendar: asked anew shortly after what is asked has changed; an answer that comes late is dropped. */
import { onBeforeUnmount, ref, watch } from 'vue'
import { Problem, sentence } from '@/api/client'
import { spoken } from '@/format/dates'
import { language } from '@/texts'
import { read_workday, type WorkdayAsked } from './read'

const pause = 250 // while one types

export function use_answer(asked: () => WorkdayAsked | null, turn: () => number) {
  const answer = ref('')
  const problem = ref<Problem | null>(null)
  let mine = 0
  let timer: number | undefined

  async function ask(): Promise<void> {
    window.clearTimeout(timer)
    const now = ++mine
    const question = asked()
    if (!question) {
      answer.value = ''
      problem.value = null
      return
    }
    try {
      const told = await read_workday(question)
      if (now !== mine) return
      answer.value = spoken(told.explanation)
      problem.value = null
    } catch (error) {
      if (now !== mine) return
      answer.value = ''
      problem.value = error instanceof Problem ? error : new Problem(0, sentence(error))
    }
  }
  watch(
    () => JSON.stringify([asked(), turn(), language.value]),
    (_now, before) => {
      window.clearTimeout(timer)
      timer = window.setTimeout(ask, before === undefined ? 0 : pause)
    },
    { immediate: true },
  )
  onBeforeUnmount(() => window.clearTimeout(timer))

  const error_of = (field: string) => problem.value?.of(field)
  /** What the server says, of these fields first. */
  const problems = (fields: readonly string[]): string[] =>
    problem.value ? [...fields.map(error_of).filter((m): m is string => !!m), ...problem.value.rest(fields)].filter(Boolean) : []
  return { answer, ask, error_of, problems }
}
