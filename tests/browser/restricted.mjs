/* Restricted findings on the screen: registered by the office, seen by who is named, by nobody else. */
import assert from 'node:assert/strict'
import { call, enter, make_store, open_page, read_page, serve, shoot } from './harness.mjs'

export const tests = {
  async 'a restricted finding: registered with the persons who may know, there for them only'(watch) {
    const server = await serve(make_store('sample'))
    const page = await open_page(server, watch, { expect: [422] })
    await enter(page, 'liangyh')
    await page.goto(`${server.base}/ledger`)
    await page.click('text=登记问题')
    await page.waitForSelector('form')
    const mine = await call(page, 'GET', '/api/v1/session')
    const code = mine.json.ledgers[0].code
    const person = (await call(page, 'GET', '/api/v1/pick?record=person&q=邵')).json.rows[0]
    assert.ok(person, 'somebody to name')
    await shoot(page, 'restricted-form')
    const made = await call(page, 'POST', `/api/v1/ledgers/${code}/findings`, { level: 'finding', title: '限知试验事项', restricted: true, entitled_persons: [person.id] })
    assert.equal(made.status, 201, made.text)
    await page.goto(`${server.base}/findings/${made.json.record.id}`)
    await page.waitForSelector('.restricted')
    const text = await read_page(page, watch, 'restricted finding')
    assert.match(text, /限定知悉/)
    await shoot(page, 'restricted')

    const other = await open_page(server, watch, { expect: [404] })
    await enter(other, 'chuwb')
    await other.goto(`${server.base}/findings/${made.json.record.id}`)
    await other.waitForSelector('[role=alert]')
    assert.doesNotMatch(await read_page(other, watch, 'not named'), /限知试验/)
    await other.goto(`${server.base}/intake`)
    await other.waitForSelector('.home-page [role=alert]')
    assert.match(await other.locator('.home-page [role=alert]').first().innerText(), /没有权限/)
    await server.stop()
  },
}
