/* API tokens: made on screen, used by a program, revoked on screen. */
import assert from 'node:assert/strict'
import { desk, enter, make_store, open_page, phone, read_page, serve, shoot } from './harness.mjs'


export const tests = {
  async 'a token is made, shown once, used by a program and revoked'(watch) {
    const server = await serve(make_store('sample'))
    for (const [name, size] of [['办公', desk], ['手机', phone]]) {
      const page = await open_page(server, watch, { size })
      await enter(page, 'liangyh')
      await page.locator('.user').click()
      await page.getByText('接口令牌').click()
      await page.waitForSelector('.tokens')
      await page.getByRole('button', { name: '新建令牌' }).click()
      await page.fill('#token-name', `周报脚本${name}`)
      await shoot(page, `tokens-${name}-new`)
      await page.getByRole('button', { name: '生成' }).click()
      const secret = await page.locator('.secret input').inputValue()
      assert.match(secret, /^rtk_[0-9a-f]{64}$/)
      const as_program = () => fetch(`${server.base}/api/v1/ledgers/ZGJ/findings?limit=1`, { headers: { Authorization: `Bearer ${secret}` } }).then((r) => r.status)
      assert.equal(await as_program(), 200)
      const write = await fetch(`${server.base}/api/v1/ledgers/ZGJ/findings`, { method: 'POST', headers: { Authorization: `Bearer ${secret}` }, body: '{"level":"finding","title":"x"}' })
      assert.equal(write.status, 403, 'a new token reads, unless one chooses otherwise')
      await shoot(page, `tokens-${name}-made`)
      await page.getByRole('button', { name: '我已保存' }).click()
      assert.equal(await page.locator('.secret').count(), 0)
      await page.reload()
      await page.waitForSelector('.tokens table')
      await read_page(page, watch, `tokens, ${name}`)
      await page.locator('tr', { hasText: `周报脚本${name}` }).getByRole('button', { name: '撤销' }).click()
      await page.locator('.el-message-box').getByRole('button', { name: '撤销' }).click()
      await page.locator('tr', { hasText: `周报脚本${name}` }).getByText('已撤销').waitFor()
      assert.equal(await as_program(), 401)
      await shoot(page, `tokens-${name}-list`)
    }
    const page = await open_page(server, watch, { size: phone })
    await enter(page, 'liangyh')
    await page.goto(`${server.base}/tokens`)
    await page.getByRole('button', { name: '新建令牌' }).click()
    await page.fill('#token-name', '手机日历')
    await page.locator('.new .el-select').first().click()
    await page.locator('.el-select-dropdown__item:visible', { hasText: '日历订阅' }).click()
    await page.getByRole('button', { name: '生成' }).click()
    await page.getByText('订阅地址只显示这一次').waitFor()
    const address = await page.locator('.secret input').inputValue()
    assert.match(address, /\/api\/v1\/feeds\/rtk_[0-9a-f]{64}\.ics$/)
    await shoot(page, 'tokens-feed')
    const calendar = await fetch(address)
    assert.equal(calendar.headers.get('content-type'), 'text/calendar; charset=utf-8')
    assert.match(await calendar.text(), /X-WR-CALNAME:手机日历\r\n[\s\S]*BEGIN:VEVENT/)
    await server.stop()
  },
}
