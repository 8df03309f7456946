import { describe, expect, it } from 'vitest'
import type { Row } from '@/api/types'
import { pasted_name, shown_as, size_text, standing_files } from './files'

describe('files', () => {
  it('shows by type, never what could act', () => {
    expect(['image/png', 'application/pdf', 'text/plain', 'image/svg+xml', 'text/html', 'application/zip', null].map(shown_as)).toEqual(['image', 'pdf', 'words', 'none', 'none', 'none', 'none'])
    expect(shown_as('application/vnd.openxmlformats-officedocument.wordprocessingml.document')).toBe('words')
  })
  it('says sizes', () => expect([0, 900, 1000, 1023, 1024, 1536, 10 * 1024 * 1024, 64 * 1024 * 1024, 1023 * 1024].map(size_text)).toEqual(['0 B', '900 B', '1000 B', '1023 B', '1 KB', '1.5 KB', '10 MB', '64 MB', '1 MB']))
  it('names what was pasted', () => {
    const now = new Date(2026, 10, 3, 9, 5, 7)
    expect(pasted_name({ name: 'image.png', type: 'image/png' }, now, '截图')).toBe('截图20261103-090507.png')
    expect(pasted_name({ name: '', type: 'image/jpeg' }, now, '截图')).toBe('截图20261103-090507.jpg')
    expect(pasted_name({ name: '现场照片.jpg', type: 'image/jpeg' }, now, '截图')).toBe('现场照片.jpg')
  })
  it('tells which version stands', () => {
    const file = (id: string, replaces_id: string | null = null, withdrawn = false) => ({ id, replaces_id, withdrawn }) as unknown as Row
    const told = (rows: Row[]) => standing_files(rows).map((s) => [s.file.id, ...s.older.map((o) => o.id)].join('<'))
    expect(told([file('c', 'b'), file('x'), file('b', 'a'), file('a')])).toEqual(['c<b<a', 'x'])
    expect(told([file('b', 'a', true), file('a')])).toEqual(['a']) // the new one was the wrong file
    expect(told([file('c', 'b'), file('b', 'a', true), file('a')])).toEqual(['c<a'])
    expect(told([file('b', 'a'), file('c', 'a'), file('a')])).toEqual(['b<a', 'c<a']) // two brought one at the same time: nothing is hidden
    expect(told([file('b', 'not seen')])).toEqual(['b'])
    expect(told([file('a', 'b'), file('b', 'a')])).toEqual([]) // the server lets no such ring come about
  })
})
