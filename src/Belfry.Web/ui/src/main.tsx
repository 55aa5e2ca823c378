import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { followAlias } from './app/router';
import './app/mantine.css';
import './app/tokens.css';
import './app/shell.css';
import './charts/charts.css';
import './app/app.css';

followAlias();
const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
