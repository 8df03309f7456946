/* A file on its way to the server, with its progress. */
import { Problem, csrf_token, path_with, problem_of } from './client'
import { language, t } from '@/texts'
import type { One } from './types'

export function upload(path: string, query: Record<string, string | null>, file: Blob, name: string, progress: (share: number) => void): Promise<One> {
  return new Promise((done, fail) => {
    const ask = new XMLHttpRequest()
    ask.open('POST', path_with(path, query))
    ask.setRequestHeader('Accept', 'application/json')
    ask.setRequestHeader('Accept-Language', language.value === 'en' ? 'en' : 'zh-CN,zh;q=0.9')
    ask.setRequestHeader('Content-Type', 'application/octet-stream')
    ask.setRequestHeader('X-File-Name', encodeURIComponent(name))
    ask.setRequestHeader('X-CSRF-Token', csrf_token())
    ask.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total)
    ask.onerror = () => fail(new Problem(0, t.error.network))
    ask.onload = () => {
      if (ask.status >= 200 && ask.status < 300) done(JSON.parse(ask.responseText) as One)
      else fail(problem_of(ask.status, ask.responseText))
    }
    ask.send(file)
  })
}
