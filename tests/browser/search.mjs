/* G. The one search box: by keyboard, by finger, within one's rights. */
import assert from 'node:assert/strict'
import { call, enter, make_store, open_page, phone, read_page, serve } from './harness.mjs'

const hits = (page) => page.locator('.hits .hit').allInnerTexts()
async function ask(page, text) {
  await page.keyboard.press('Control+k')
  await page.keyboard.press('Control+A')
  await page.keyboard.type(text)
  await page.waitForSelector(`.hits[data-asked="${text}"]`)
}

export const tests = {
  async 'search by keyboard'(watch) {
    const server = await serve(make_store('sample'))
    const page = await open_page(server, watch)
    await enter(page, 'liangyh')
    await ask(page, '0017')
    assert.match((await hits(page))[0], /ZGJ-2026-0017\s+批而未供/)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/findings\//)
    await page.waitForSelector('text=批而未供和闲置土地处置不力')
    await page.keyboard.press('Escape')
    await ask(page, '财务')
    assert.deepEqual(await page.locator('.hits h3').allInnerTexts(), ['问题', '单位'])
    assert.deepEqual(await page.locator('.hits mark').allInnerTexts(), ['财务', '财务'])
    await read_page(page, watch, 'search', ['ZGJ'])
    await page.keyboard.press('ArrowDown')
    assert.match(await page.locator('.hits .hit.on').innerText(), /财务审计科/)
    assert.equal(await page.getAttribute('[role=combobox]', 'aria-activedescendant'), await page.locator('.hits .hit.on').getAttribute('id'))
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/records\/organisations\//)
    await ask(page, '整改')
    await page.click('.hits .link')
    await page.waitForURL(/\/ledger\?q=/)
    await page.waitForSelector('.grid .row')
    await ask(page, '龘龘')
    assert.match(await page.locator('.hits').innerText(), /没有找到/)
    await page.keyboard.press('Escape')
    assert.equal(await page.locator('.hits').count(), 0)
    // a word just written is found at once
    const page_of = await call(page, 'GET', '/api/v1/ledgers/ZGJ/findings?limit=1&level=finding')
    const row = page_of.json.rows[0]
    await call(page, 'PATCH', `/api/v1/ledgers/ZGJ/findings/${row.id}`, { working_text: '踏石留印抓铁有痕' }, { 'If-Match': '*' })
    await ask(page, '石留')
    assert.equal((await hits(page)).length, 1)
    assert.match((await hits(page))[0], /踏石留印抓铁有痕/)
  },
  async 'search on a phone'(watch) {
    const server = await serve(make_store('sample'))
    const page = await open_page(server, watch, { size: phone })
    await enter(page, 'liangyh')
    await page.click('.search-box .sign')
    await page.keyboard.type('财务')
    await page.waitForSelector('.hits .hit')
    await read_page(page, watch, 'search on a phone', ['ZGJ'])
    await page.tap('.hits .hit')
    await page.waitForURL(/\/findings\//)
    assert.equal(await page.locator('.hits').count(), 0)
    await page.click('.search-box .sign')
    await page.click('.search-box .shut')
    assert.equal(await page.locator('.search-box .field').isVisible(), false)
  },
}
