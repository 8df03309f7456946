import { describe, expect, it } from 'vitest'
import { place_in, step_of } from './neighbours'

const letter = [{ finding_id: 'x' }, { finding_id: 'y' }]
const key = (key: string, more = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more })

describe('neighbours', () => {
  it('goes by the list one came from', () => {
    expect(place_in(['a', 'b', 'c'], letter, 'b')).toEqual({ at: 1, count: 3, previous: 'a', next: 'c' })
    expect(place_in(['a', 'b'], letter, 'b').next).toBeUndefined()
  })
  it('else by the letter, else nowhere', () => {
    expect(place_in(['a'], letter, 'x')).toEqual({ at: 0, count: 2, previous: undefined, next: 'y' })
    expect(place_in(['a'], letter, 'z')).toEqual({ at: -1, count: 0, previous: undefined, next: undefined })
  })
  it('by keys without others held', () => {
    expect(['j', 'k', 'ArrowRight', 'ArrowLeft', 'x'].map((k) => step_of(key(k)))).toEqual([1, -1, 1, -1, 0])
    expect(step_of(key('ArrowLeft', { altKey: true }))).toBe(0)
  })
})
