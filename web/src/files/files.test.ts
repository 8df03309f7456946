import { describe, expect, it } from 'vitest'
import { pasted_name, shown_as, size_text } from './files'

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
})
