import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  base: '/',
  plugins: [vue()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    target: 'es2020', // office PCs run browsers several years old
    chunkSizeWarningLimit: 900,
    rollupOptions: {
      output: {
        manualChunks: { vue: ['vue', 'vue-router'] },
      },
    },
  },
  server: {
    port: 5173,
    proxy: { '/api': process.env.RECTIFY_SERVER ?? 'http://127.0.0.1:8123' },
  },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
})
