/* E. The first page by what a person is here for: numbers that open their rows, his work, the way to it on a telephone. */
import assert from 'node:assert/strict'
import { call, desk, enter, make_store, open_page, phone, read_page, serve } from './harness.mjs'

const findings = '/api/v1/ledgers/ZGJ/findings'
const count_of = async (page) => {
  await page.waitForURL(/\/ledger/)
  await page.waitForFunction(() => /共 \d+ 条/.test(document.body.innerText))
  return Number(/共 (\d+) 条/.exec(await page.locator('body').innerText())[1])
}

export const tests = {
  async 'home: every number of the office opens its rows'(watch) {
    const server = await serve(make_store('sample'))
    const page = await open_page(server, watch)
    await enter(page, 'liangyh')
    await page.waitForSelector('.figure')
    await page.waitForSelector('[data-group=unit] tbody tr')
    await read_page(page, watch, 'home')
    const numbers = await page.evaluate(() =>
      [...document.querySelectorAll('.figure, .tally a, td.n a, .buckets a')].map((a) => ({ count: Number(/\d+/.exec(a.querySelector('b')?.textContent ?? a.textContent)?.[0]), to: a.getAttribute('href') })),
    )
    assert.ok(numbers.length > 60, `${numbers.length} numbers`)
    // all of them by the list on the server; some of them by the page a person sees
    for (const { count, to } of numbers.filter((n) => n.to.startsWith('/ledger'))) {
      const rows = (await call(page, 'GET', `${findings}?limit=1&${to.split('?')[1]}`)).json
      assert.equal(rows.total, count, to)
    }
    for (const { count, to } of [numbers.find((n) => /overdue/.test(n.to)), numbers.find((n) => /lead_unit_id=.*overdue/.test(n.to)), numbers.find((n) => /under=/.test(n.to))]) {
      await page.goto(server.base + to)
      assert.equal(await count_of(page), count, to)
    }
    await page.goto(server.base)
    await page.locator('.levels a', { hasText: '条措施' }).first().click()
    await page.waitForURL(/corrective_actions\?of_inspection/)
    await page.waitForSelector('.foot >> text=/共 43 条/')
    await server.stop()
  },

  async 'home: an owner at a telephone is at his item in two taps'(watch) {
    const server = await serve(make_store('sample'))
    const page = await open_page(server, watch, { size: phone })
    await enter(page, 'jiangxm')
    await page.waitForSelector('.mine .item')
    await read_page(page, watch, 'home of an owner')
    // what he owes is the first thing he sees, without scrolling
    const at = await page.locator('.mine .item').first().boundingBox()
    assert.ok(at.y + at.height < phone.height - 54, JSON.stringify(at))
    const title = await page.locator('.mine .item .title').first().innerText()
    await page.locator('.mine .item').first().tap()
    await page.waitForSelector('.finding-page h1')
    assert.equal(await page.locator('.finding-page h1').innerText(), title)
    await page.goBack()
    await page.waitForSelector('.buckets')
    await page.locator('.buckets a:not(.none)').first().tap()
    await page.waitForURL(/owed=true/)
    await page.waitForSelector('a.card')
    await read_page(page, watch, 'what an owner owes')
    assert.match(await page.locator('a.card').first().innerText(), new RegExp(title))
    await server.stop()
  },

  async 'home: leader, supervisor, administrator, each his own'(watch) {
    const server = await serve(make_store('sample'))
    const leader = await open_page(server, watch)
    await enter(leader, 'shaogl')
    await leader.waitForSelector('.mine .item')
    await read_page(leader, watch, 'home of a leader')
    assert.match(await leader.locator('.mine h2').innerText(), /我牵头/)
    const mine = (await call(leader, 'GET', '/api/v1/work')).json
    assert.ok(mine.findings.every((f) => f.leads || f.answers_for) && mine.findings_total > 3)
    assert.equal(Number(/\d+/.exec(await leader.locator('.mine > header a').innerText())[0]), mine.findings_total)
    await leader.locator('.mine > header a').click()
    assert.equal(await count_of(leader), mine.findings_total)
    const supervisor = await open_page(server, watch)
    await enter(supervisor, 'chuwb')
    await supervisor.waitForSelector('[data-group=unit] tbody tr')
    await read_page(supervisor, watch, 'home of a supervisor')
    assert.equal(await supervisor.locator('.mine').count(), 0, 'he owes nothing')
    assert.ok(await supervisor.locator('.clock .left b').count() >= 2)
    const administrator = await open_page(server, watch, { expect: [403] })
    await enter(administrator, 'dingym')
    await administrator.waitForSelector('.cards .figure')
    const text = await read_page(administrator, watch, 'home of an administrator')
    assert.ok(/账号/.test(text) && !/ZGJ-2026|问题/.test(text), text)
    await server.stop()
  },

  async 'home: what changed since one last looked'(watch) {
    const server = await serve(make_store('sample'))
    const office = await open_page(server, watch, { size: desk })
    await enter(office, 'liangyh')
    await office.waitForSelector('.figure')
    if (await office.locator('.news').count()) {
      await office.click('text=都看过了')
      await office.waitForFunction(() => !document.querySelector('.news'))
    }
    const owner = await open_page(server, watch, { size: phone })
    await enter(owner, 'jiangxm')
    const row = (await call(owner, 'GET', `${findings}?level=finding&limit=1`)).json.rows[0]
    const wrote = await call(owner, 'PATCH', `${findings}/${row.id}`, { working_text: '已完成自查。' }, { 'If-Match': `"${row.version}"` })
    assert.equal(wrote.status, 200, wrote.text)
    await office.reload()
    await office.waitForSelector('.news li')
    await read_page(office, watch, 'news')
    assert.match(await office.locator('.news').innerText(), /江雪梅[\s\S]*修改：工作表述/)
    await office.locator('.news li a').first().click()
    await office.waitForSelector('.history > li')
    assert.match(office.url(), /#history$/)
    await office.goto(server.base)
    await office.click('text=都看过了')
    await office.waitForFunction(() => !document.querySelector('.news'))
    await office.reload()
    await office.waitForSelector('.figure')
    assert.equal(await office.locator('.news').count(), 0, 'the mark is on the server')
    await server.stop()
  },
}
