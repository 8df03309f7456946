/* The interface's own words, by page. zh/ is the original; en/ must have the same keys (the type says so). Words of the subject
 * (states, levels, field labels) are not here: they come from the schema. */
import { shallowRef } from 'vue'
import { zh } from './zh'

export type Texts = typeof zh
export type Language = 'zh' | 'en'

export const language = shallowRef<Language>('zh')
const current = shallowRef<Texts>(zh)

/** Reading t.page.word in a template follows the language. */
export const t: Texts = new Proxy({} as Texts, {
  get: (_, section) => current.value[section as keyof Texts],
})

export async function set_language(next: Language): Promise<void> {
  current.value = next === 'en' ? (await import('./en')).en : zh
  language.value = next
  document.documentElement.lang = next === 'en' ? 'en' : 'zh-CN'
  document.title = current.value.app.name
  localStorage.setItem('rectify.language', next)
}

export async function start_language(): Promise<void> {
  if (localStorage.getItem('rectify.language') === 'en') await set_language('en')
}
